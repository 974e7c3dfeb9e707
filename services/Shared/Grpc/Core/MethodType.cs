namespace Grpc.Core;

/// <summary>The four kinds of call: who streams.</summary>
public enum MethodType
{
    /// <summary>One request, one response.</summary>
    Unary,
    /// <summary>Many requests, one response.</summary>
    ClientStreaming,
    /// <summary>One request, many responses.</summary>
    ServerStreaming,
    /// <summary>Many requests, many responses, in any order.</summary>
    DuplexStreaming,
}

namespace Grpc.Core;

/// <summary>A method without its message types.</summary>
public interface IMethod
{
    /// <summary>Who streams.</summary>
    MethodType Type { get; }

    /// <summary>The service's full name.</summary>
    string ServiceName { get; }

    /// <summary>The method's name without its service.</summary>
    string Name { get; }

    /// <summary>The path: <c>/service/method</c>.</summary>
    string FullName { get; }
}

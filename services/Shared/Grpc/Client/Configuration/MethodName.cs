namespace Grpc.Net.Client.Configuration;

/// <summary>Names one method, all methods of a service, or (<see cref="Default"/>) all methods.</summary>
public sealed class MethodName
{
    /// <summary>All methods.</summary>
    public static readonly MethodName Default = new();

    /// <summary>The service's full name; empty for all.</summary>
    public string? Service { get; set; }

    /// <summary>The method's name; empty for all of the service.</summary>
    public string? Method { get; set; }
}

namespace Flux.DeviceGateway.Tests.Ssh;

/// <summary>As <see cref="RootFactAttribute"/>, with data.</summary>
internal sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute() => Skip = RootFactAttribute.Reason;
}

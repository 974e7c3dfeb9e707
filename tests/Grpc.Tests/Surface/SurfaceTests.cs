using System.Reflection;
using System.Runtime.CompilerServices;
using Grpc.Core;

namespace Flux.Grpc.Tests.Surface;

/// <summary>What our runtime offers is what the Grpc.* packages offer, so that everything compiled against it compiles against them.</summary>
public sealed class SurfaceTests
{
    private static readonly string ListFile = Path.Combine(AppContext.BaseDirectory, "Surface", "public-surface.txt");

    // Each line of the list was found in the packages' own assemblies; a line that is new here must be, too.
    [Fact]
    public void PublicSurface_OfTheRuntime_IsTheListedOne()
    {
        var listed = File.ReadAllLines(ListFile).Where(line => line.Length > 0 && !line.StartsWith('#')).ToList();
        var offered = PublicSurface.Of(typeof(Status).Assembly);
        Assert.Empty(offered.Except(listed).Select(line => "not listed: " + line));
        Assert.Empty(listed.Except(offered).Select(line => "gone: " + line));
    }

    // So what the services and the generated code use is in the list: they see nothing else.
    [Fact]
    public void Internals_OfTheRuntime_AreSeenByItsTestsOnly() => Assert.Equal(
        ["Grpc.Tests"], typeof(Status).Assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Select(attribute => attribute.AssemblyName));
}

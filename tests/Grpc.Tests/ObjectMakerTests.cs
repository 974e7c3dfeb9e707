using Grpc.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Grpc.Tests;

public sealed class ObjectMakerTests
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSingleton("from the services").AddKeyedSingleton("k", "keyed").BuildServiceProvider();

    [Fact]
    public void Create_GivenServicesAndDefaults_EachInItsPlace()
    {
        var made = (Mixed)ObjectMaker.Create(typeof(Mixed), typeof(int), typeof(Version))(_services, [7, new Version(1, 2)]);
        Assert.Equal(("from the services", 7, new Version(1, 2), 5L), (made.Text, made.Number, made.Version, made.Default));
    }

    [Fact]
    public void Create_MissingService_NamesIt() =>
        Assert.Contains("System.Version", Assert.Throws<InvalidOperationException>(() => ObjectMaker.Create(typeof(Mixed), typeof(int))(_services, [7])).Message);

    [Fact]
    public void Create_KeyedParameter_IsHonoured() => Assert.Equal("keyed", ((Keyed)ObjectMaker.Create(typeof(Keyed))(_services, [])).Text);

    [Fact]
    public void Create_ConstructorThrows_ItsOwnException() =>
        Assert.Throws<NotSupportedException>(() => ObjectMaker.Create(typeof(Throwing))(_services, []));

    private sealed class Mixed(string text, int number, Version version, long @default = 5)
    {
        public string Text => text;

        public int Number => number;

        public Version Version => version;

        public long Default => @default;
    }

    private sealed class Keyed([FromKeyedServices("k")] string text)
    {
        public string Text => text;
    }

    private sealed class Throwing
    {
        public Throwing() => throw new NotSupportedException();
    }
}

using Flux.Cli;
using Flux.Cli.Calling;
using Flux.Cli.Demo;
using Flux.Cli.Supervision;
using Flux.Integration.Support;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Flux.Integration.Readme;

/// <summary>Every line of the README's shell snippets, in their order, on a stage of its own.</summary>
public sealed class ReadmeTests
{
    // These have tests of their own: DemoTests and UpTests; and this is a part of the last one.
    private static readonly string[] _elsewhere = ["./flux demo", "./flux up", "./flux test"];

    [Fact]
    public async Task Readme_EveryShellLine_Works()
    {
        await using var stage = await DemoStage.SetAsync(CancellationToken.None);
        await stage.StartSuiteAsync(wellKnownPorts: false, (_, _) => { }, CancellationToken.None);
        foreach (var line in Lines())
        {
            var words = ShellLine.Split(line);
            switch (words[0])
            {
                case "./flux":
                    var (code, output, errors) = await FluxProgram.RunAsync(Workspace.Root, [.. words[1..], "--data", stage.Data], stage.Values);
                    Assert.True(code == 0, $"{line}\n{output}\n{errors}");
                    break;
                case "grpcurl" when words[^1] == "list":
                    await ListAsync(stage.Suite!, words[^2]);
                    break;
                case "grpcurl":
                    await CallAsync(stage.Suite!, words[^2], words[^1], words[words.IndexOf("-d") + 1]);
                    break;
                case "buf":
                    var url = new Uri(words[^1]);
                    await CallAsync(stage.Suite!, url.Authority, url.AbsolutePath[1..], words[words.IndexOf("-d") + 1]);
                    break;
                default:
                    Assert.Fail("no test knows how to run: " + line);
                    break;
            }
        }
    }

    [Fact]
    public void Readme_IsShortAndItsLinksLeadSomewhere()
    {
        var text = File.ReadAllText(Path.Combine(Workspace.Root, "README.md"));
        Assert.InRange(text.Split('\n').Length, 50, 149);
        var links = System.Text.RegularExpressions.Regex.Matches(text, @"\]\((?!http)([^)]+)\)").Select(match => match.Groups[1].Value);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Workspace.Root, link)), link));
    }

    private static IEnumerable<string> Lines() => File.ReadAllText(Path.Combine(Workspace.Root, "README.md"))
        .Split("```sh\n").Skip(1)
        .SelectMany(block => block.Split("```")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .Where(line => !_elsewhere.Contains(line));

    // The README speaks of the usual ports; here the same service listens elsewhere.
    private static async Task CallAsync(Suite suite, string target, string method, string json)
    {
        var (service, descriptor) = Contract.Find(method);
        Assert.Equal(service.Port, int.Parse(target.Split(':')[1]));
        using var connection = new SuiteConnection(name => suite[name]);
        var request = JsonParser.Default.Parse(json, descriptor.InputType);
        await foreach (var answer in GenericCall.CallAsync(connection.Channel(service.AppId).CreateCallInvoker(), descriptor, request, CancellationToken.None))
            Assert.NotEqual(0, answer.CalculateSize());
    }

    private static async Task ListAsync(Suite suite, string target)
    {
        var service = SuiteFile.Read(Workspace.SuiteFile).Single(service => $"127.0.0.1:{service.Ports.Grpc}" == target);
        using var connection = new SuiteConnection(name => suite[name]);
        using var call = new ServerReflection.ServerReflectionClient(connection.Channel(service.Name)).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Contains(call.ResponseStream.Current.ListServicesResponse.Service, entry => entry.Name == "flux.flow.v1.FlowService");
    }
}

using Flux.Contracts.Flow.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Definition = Flux.Contracts.Flow.V1.Task;

namespace Flux.Hosting.Tests.Requests;

public sealed class FieldSelectionTests
{
    [Theory]
    [InlineData("", "name service http retry timeout")] // what is set, not what only says "no"
    [InlineData("name", "name")]
    [InlineData("name,name", "name")]
    [InlineData("http", "http")]
    [InlineData("http.path", "http.path")]
    [InlineData("http.headers", "http.headers")]
    [InlineData("http.path,http", "http")]
    [InlineData("retry.max_attempts,name", "name retry.max_attempts")]
    [InlineData("timeout.seconds", "timeout.seconds")]
    [InlineData("safe_to_repeat", "safe_to_repeat")]
    [InlineData("task_class", "task_class")]
    [InlineData("*", "name service http retry timeout safe_to_repeat task_class short_name")]
    public void Copy_Mask_WritesThoseFieldsOnly(string mask, string written)
    {
        var (given, stored) = (Given(), Stored());

        FieldSelection.Of(given, Mask(mask), "task").Copy(given, stored);

        Assert.Equal(Expected(written.Split(' ')), stored);
        Assert.Equal(Given(), given);
        // Nothing is shared: changing one leaves the other.
        if (stored.Http is not null)
            stored.Http.Headers["late"] = "1";
        Assert.Equal(Given(), given);
    }

    [Fact]
    public void Copy_InnerFieldOfWhatIsAbsent_MakesOrLeavesIt()
    {
        var bare = new Definition();
        FieldSelection.Of(Given(), Mask("http.path"), "task").Copy(Given(), bare);
        Assert.Equal(new Definition { Http = new HttpSettings { Path = "/new" } }, bare);

        FieldSelection.Of(new Definition(), Mask("http.path,retry.delay"), "task").Copy(new Definition(), bare);
        Assert.Equal(new Definition { Http = new HttpSettings() }, bare);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("cron,daily")]
    [InlineData("")]
    public void Copy_Oneof_TakesTheMemberThatIsGiven(string mask)
    {
        var (cron, daily) = (new Schedule { Cron = "0 0 * * *" }, new Schedule { Daily = new DailyTime { Time = "02:00" } });
        var (toCron, toDaily) = (daily.Clone(), cron.Clone());

        FieldSelection.Of(cron, Mask(mask), "schedule").Copy(cron, toCron);
        FieldSelection.Of(daily, Mask(mask), "schedule").Copy(daily, toDaily);

        Assert.Equal((cron, daily), (toCron, toDaily));
    }

    [Fact]
    public void Without_Field_LeavesIt()
    {
        var (given, stored) = (Given(), Stored());

        FieldSelection.Of(given, Mask("*"), "task").Without("name").Copy(given, stored);

        Assert.Equal(("old", "/new"), (stored.Name, stored.Http.Path));
    }

    [Fact]
    public void Of_WrongPaths_NamesEach()
    {
        var error = Assert.Throws<FluxException>(() => FieldSelection.Of(Given(), Mask("id,name,nothing,http.nothing,name.first,http.headers.A,,*"), "task"));

        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        var found = error.Details.OfType<BadRequest>().Single().FieldViolations;
        Assert.Equal([0, 2, 3, 4, 5, 6, 7], found.Select(v => int.Parse(v.Field[18..^1])));
        Assert.Equal("'id' is set by the service; leave it out.", found[0].Description);
        Assert.StartsWith("task has no field 'nothing'; it has short_name, ", found[1].Description, StringComparison.Ordinal);
        Assert.Equal("http has no field 'nothing'; it has method, path, headers.", found[2].Description);
        Assert.Equal("'name' is written as a whole; name it without '.first'.", found[3].Description);
        Assert.Equal("'http.headers' is written as a whole; name it without '.A'.", found[4].Description);
    }

    private static FieldMask Mask(string paths) => new() { Paths = { paths.Length == 0 ? [] : paths.Split(',') } };

    private static Definition Given() => new()
    {
        Id = 9, Etag = "other", Name = "new", Service = "new", Http = new HttpSettings { Path = "/new", Headers = { ["A"] = "new" } }, Retry = new RetryPolicy { MaxAttempts = 3 },
        Timeout = new Duration { Seconds = 5 },
    };

    private static Definition Stored() => new()
    {
        Id = 1, Etag = "r1", ShortName = "t", Name = "old", TaskClass = TaskClass.Rest, Service = "old", SafeToRepeat = true,
        Http = new HttpSettings { Method = "PUT", Path = "/old", Headers = { ["B"] = "old" } }, Retry = new RetryPolicy { MaxAttempts = 2, Delay = new Duration { Seconds = 1 } },
        Timeout = new Duration { Nanos = 7 },
    };

    // By hand, field by field.
    private static Definition Expected(string[] written)
    {
        var (given, expected) = (Given(), Stored());
        foreach (var field in written)
        {
            switch (field)
            {
                case "name": expected.Name = given.Name; break;
                case "service": expected.Service = given.Service; break;
                case "short_name": expected.ShortName = ""; break;
                case "task_class": expected.TaskClass = TaskClass.Unspecified; break;
                case "safe_to_repeat": expected.SafeToRepeat = false; break;
                case "http": expected.Http = given.Http; break;
                case "http.path": expected.Http.Path = "/new"; break;
                case "http.headers":
                    expected.Http.Headers.Clear();
                    expected.Http.Headers["A"] = "new";
                    break;
                case "retry": expected.Retry = given.Retry; break;
                case "retry.max_attempts": expected.Retry.MaxAttempts = 3; break;
                case "timeout": expected.Timeout = given.Timeout; break;
                case "timeout.seconds": expected.Timeout.Seconds = 5; break;
            }
        }
        return expected;
    }
}

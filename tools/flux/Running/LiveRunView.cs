using Flux.Cli.Output;
using Flux.Contracts.Flow.V1;
using Spectre.Console;

namespace Flux.Cli.Running;

/// <summary>A table that is redrawn in place: one row for each element, its task and the steps so far.</summary>
internal sealed class LiveRunView : IRunView
{
    // What fits on a screen: the running ones first, then the last that ended.
    private const int RowsShown = 30;

    private readonly Dictionary<long, Row> _rows = [];
    private readonly LiveDisplayContext _display;
    private string _title = "";

    private LiveRunView(LiveDisplayContext display) => _display = display;

    /// <summary>Draws as long as the body runs.</summary>
    public static Task<T> DrawAsync<T>(Func<IRunView, Task<T>> body) =>
        Terminal.Out.Live(new Text("waiting for the run")).AutoClear(true).StartAsync(display => body(new LiveRunView(display)));

    /// <inheritdoc/>
    public void Show(RunEvent happened)
    {
        switch (happened.EventCase)
        {
            case RunEvent.EventOneofCase.Run:
                _title = $"{happened.Run.Flow}{happened.Run.Task}: {RunText.Of(happened.Run.State)}, {happened.Run.ElementCount} elements";
                break;
            case RunEvent.EventOneofCase.Element:
                var row = RowOf(happened.Element.ElementId, happened.Element.ElementName, happened.Sequence);
                (row.State, row.Info) = (happened.Element.State, RunText.Info(happened.Element));
                break;
            case RunEvent.EventOneofCase.Step:
                RowOf(happened.Step.ElementId, happened.Step.ElementName, happened.Sequence).Add(happened.Step);
                break;
            case RunEvent.EventOneofCase.Log when happened.Log.ElementId != 0:
                RowOf(happened.Log.ElementId, happened.Log.ElementName, happened.Sequence).Info = SafeText.Of(happened.Log.Message);
                break;
        }

        Draw();
    }

    private void Draw()
    {
        var table = Terminal.Table("element", "state", "task", "steps", "info");
        table.Title = new TableTitle(Markup.Escape(_title));
        var shown = _rows.Values.OrderByDescending(row => row.State == WorkState.Running).ThenByDescending(row => row.Sequence).Take(RowsShown).OrderBy(row => row.Order);
        foreach (var row in shown)
            table.AddRow(new Text(row.Name), new Text(RunText.Of(row.State), Style(row.State)), new Text(row.Task), new Markup(row.Steps), new Text(row.Info));
        if (_rows.Count > RowsShown)
            table.Caption = new TableTitle($"and {_rows.Count - RowsShown} more");
        _display.UpdateTarget(table);
    }

    private Row RowOf(long id, string name, long sequence)
    {
        if (!_rows.TryGetValue(id, out var row))
            _rows[id] = row = new Row { Name = name, Order = _rows.Count };
        row.Sequence = sequence;
        return row;
    }

    /// <summary>The colour of a state.</summary>
    public static Style Style(WorkState state) => new(state switch
    {
        WorkState.Completed => Color.Green,
        WorkState.Failed => Color.Red,
        WorkState.Running => Color.Yellow,
        _ => Color.Grey,
    });

    private sealed class Row
    {
        private readonly List<string> _steps = [];

        public required string Name { get; init; }

        public required int Order { get; init; }

        public long Sequence { get; set; }

        public WorkState State { get; set; } = WorkState.NotStarted;

        public string Task { get; private set; } = "";

        public string Info { get; set; } = "";

        public string Steps => string.Join(' ', _steps);

        public void Add(StepEvent step)
        {
            if (Task != step.Task)
                _steps.Clear();
            Task = step.Task;
            _steps.Add(step.Step.Status == StepStatus.Ok ? $"[green]{Markup.Escape(step.Step.Step)}[/]" : $"[red]{Markup.Escape(step.Step.Step)}[/]");
        }
    }
}

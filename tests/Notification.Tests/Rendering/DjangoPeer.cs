using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Flux.Notification.Tests.Rendering;

/// <summary>What Django itself makes of the table, in a plain Python process without sandbox.</summary>
/// <param name="Tags">Every tag of Django's libraries.</param>
/// <param name="Filters">Every filter of Django's libraries, humanize included.</param>
/// <param name="Results">For each template: with autoescape, without.</param>
internal sealed record DjangoPeer(IReadOnlyList<string> Tags, IReadOnlyList<string> Filters, IReadOnlyList<IReadOnlyList<GoldenResult>> Results)
{
    public static async Task<DjangoPeer> RunAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-I", GoldenTable.PathOf("django_peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
        })!;
        using var context = JsonDocument.Parse(GoldenTable.Context);
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(new { templates = GoldenTable.Templates, context = context.RootElement, stored = GoldenTable.Stored }));
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, "Django could not be run; install python3-django");
        return JsonSerializer.Deserialize<DjangoPeer>(output, JsonSerializerOptions.Web)!;
    }
}

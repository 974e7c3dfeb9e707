using System.Text;
using System.Text.RegularExpressions;
using Flux.Notification.Rendering;

namespace Flux.Notification.Tests.Rendering;

/// <summary>The sandbox renders as Django does: byte for byte, error for error.</summary>
public sealed partial class GoldenRenderingTests(GoldenFixture golden) : IClassFixture<GoldenFixture>
{
    public static TheoryData<int, string, bool> Rows
    {
        get
        {
            var rows = new TheoryData<int, string, bool>();
            foreach (var (row, template) in GoldenTable.Templates.Index())
            {
                rows.Add(row, template, true);
                rows.Add(row, template, false);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task RenderAsync_TemplateOfTheTable_EqualsDjango(int row, string template, bool autoescape)
    {
        var expected = golden.Django.Results[row][autoescape ? 0 : 1];
        var result = await golden.Renderer.RenderAsync([new TemplateText("golden", template, autoescape)], GoldenTable.Context, GoldenTable.Stored, default);
        Assert.Equal(expected.Error, result.Failure?.Type);
        if (expected.Text is { } text)
            Assert.Equal(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(Assert.Single(result.Texts)));
        else
            Assert.Equal("TEMPLATE_ERROR", result.Failure!.Reason);
    }

    [Fact]
    public void Table_AgainstDjangosLibraries_HasEveryTagAndFilter()
    {
        Assert.True(GoldenTable.Templates.Count >= 150, $"only {GoldenTable.Templates.Count} templates");
        var tags = GoldenTable.Templates.SelectMany(template => Tags().Matches(template)).Select(match => match.Groups["name"].Value).ToHashSet();
        var filters = GoldenTable.Templates.SelectMany(template => Filters().Matches(template)).Select(match => match.Groups["name"].Value).ToHashSet();
        Assert.Empty(golden.Django.Tags.Except(tags));
        Assert.Empty(golden.Django.Filters.Except(filters));
    }

    // All at once in another order: nothing that a template does may reach the next one.
    [Fact]
    public async Task RenderAsync_WholeTableInOneCall_EqualsDjango()
    {
        var good = golden.Django.Results.Index().Where(row => row.Item.All(result => result.Text is not null)).Select(row => row.Index).Reverse().ToList();
        var templates = good.SelectMany(row => new[] { new TemplateText($"{row}", GoldenTable.Templates[row], true), new TemplateText($"{row} text", GoldenTable.Templates[row], false) });
        // These change the data that they are given, as they do in Django when templates share a context.
        var pure = templates.Where(template => !template.Source.Contains("list.pop", StringComparison.Ordinal)).ToList();
        var result = await golden.Renderer.RenderAsync(pure, GoldenTable.Context, GoldenTable.Stored, default);
        Assert.Null(result.Failure);
        var expected = good.Where(row => !GoldenTable.Templates[row].Contains("list.pop", StringComparison.Ordinal)).SelectMany(row => golden.Django.Results[row].Select(each => each.Text));
        Assert.Equal(expected, result.Texts);
    }

    [GeneratedRegex(@"\{%\s*(?<name>\w+)")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\|(?<name>\w+)")]
    private static partial Regex Filters();
}

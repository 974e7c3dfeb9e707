using Flux.Notification.Composition;

namespace Flux.Notification.Tests.Composition;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>one</p><p>two</p>", "one\n\ntwo\n")]
    [InlineData("<div>one</div>\n  <div>two</div>", "one\ntwo\n")]
    [InlineData("a<br>b<br/>c", "a\nb\nc\n")]
    [InlineData("a   b\n c", "a b c\n")]
    [InlineData("<ul><li>x</li><li>y</li></ul>", "- x\n- y\n")]
    [InlineData("<table><tr><th>if</th><th>state</th></tr><tr><td>ge0</td><td>up</td></tr></table>", "if state\nge0 up\n")]
    [InlineData("<a href=\"https://example.org/x?a=1&amp;b=2\">run</a> ok", "run (https://example.org/x?a=1&b=2) ok\n")]
    [InlineData("<a href='mailto:noc@example.org'>noc@example.org</a>", "noc@example.org\n")]
    [InlineData("1 &lt; 2 &amp;&nbsp;3 &#228;", "1 < 2 & 3 ä\n")]
    [InlineData("<html><head><title>t</title><style>p{color:red}</style></head><body>x<script>alert('<p>')</script></body></html>", "x\n")]
    [InlineData("<!-- <p>no</p> -->yes", "yes\n")]
    [InlineData("<pre>a  b\n  c</pre>", "a  b\n  c\n")]
    [InlineData("<p title=\"a > b\">x</p>", "x\n")]
    [InlineData("5 < 6", "5 < 6\n")]
    [InlineData("<h1>Title</h1><p>x</p><hr><p>y</p>", "Title\n\nx\n\n----\n\ny\n")]
    public void From_Html_GivesWhatAReaderSees(string html, string expected) => Assert.Equal(expected, HtmlText.From(html));

    [Theory]
    [InlineData("<!DOCTYPE html><html></html>", true)]
    [InlineData("\n  <p class='x'>hello</p>", true)]
    [InlineData("<Gi0/1> is down", false)]
    [InlineData("hello <b>x</b>", false)]
    [InlineData("<a@example.org> wrote", false)]
    [InlineData("", false)]
    public void IsHtml_Text_TellsDocumentsFromText(string text, bool expected) => Assert.Equal(expected, HtmlText.IsHtml(text));
}

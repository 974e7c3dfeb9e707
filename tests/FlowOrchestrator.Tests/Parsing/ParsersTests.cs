using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Parsing;

namespace Flux.FlowOrchestrator.Tests.Parsing;

public sealed class ParsersTests
{
    private const string Answer = """{"system": {"version": "10.1", "load": 1.0, "big": 9007199254740993}, "ports": [{"name": "e0", "up": true}, {"name": "e1"}]}""";

    [Theory]
    [InlineData("""{"v": "{{ system.version }}"}""", """{"v":"10.1"}""")]
    [InlineData("""{"load": "{{system.load}}", "big": "{{ system.big }}"}""", """{"load":1.0,"big":9007199254740993}""")]
    [InlineData("""{"text": "runs {{ system.version }} on {{ ports.1.name }}"}""", """{"text":"runs 10.1 on e1"}""")]
    [InlineData("""{"names": "{{ ports.*.name }}", "up": "{{ ports.*.up }}"}""", """{"names":["e0","e1"],"up":[true,null]}""")]
    [InlineData("""{"all": "{{ system.* }}"}""", """{"all":["10.1",1.0,9007199254740993]}""")]
    [InlineData("""{"none": "{{ system.nowhere.at.all }}", "text": "-{{ ports.7 }}-"}""", """{"none":null,"text":"--"}""")]
    [InlineData("""{"nested": [{"first": "{{ ports.0 }}"}], "constant": 5}""", """{"nested":[{"first":{"name":"e0","up":true}}],"constant":5}""")]
    public void Parse_Json_FillsTheStructure(string data, string expected) =>
        Assert.Equal(expected, Json.Write(Parsers.Parse(new Model { ModelClass = ModelClass.Json, Data = data }, Answer)));

    [Theory]
    [InlineData("<a>text</a>", "", """{"a":"text"}""")]
    [InlineData("<a x='1'>text<b/><b y='2'>z</b></a>", "", """{"a":{"x":"1","b":["",{"y":"2","_value":"z"}],"_value":"text"}}""")]
    [InlineData("<s:Envelope xmlns:s='urn:s'><s:Body><m:v xmlns:m='urn:m'>10.1</m:v></s:Body></s:Envelope>", """{"v": "{{ Envelope.Body.v }}"}""", """{"v":"10.1"}""")]
    public void Parse_Xml_FillsTheStructure(string answer, string data, string expected) =>
        Assert.Equal(expected, Json.Write(Parsers.Parse(new Model { ModelClass = ModelClass.Xml, Data = data }, answer)));

    [Theory]
    [InlineData(ModelClass.Json, "% Invalid input")]
    [InlineData(ModelClass.Xml, "<a>")]
    [InlineData(ModelClass.Xml, "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>")]
    public void Parse_AnswerOfAnotherKind_SaysSo(ModelClass modelClass, string answer)
    {
        var error = Assert.Throws<FailureException>(() => Parsers.Parse(new Model { ShortName = "m", ModelClass = modelClass }, answer));

        Assert.Equal("ANSWER_NOT_WELL_FORMED", error.Failure.Reason);
        Assert.DoesNotContain("root:", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelClass.Json, "{}", true)]
    [InlineData(ModelClass.Xml, "", true)]
    [InlineData(ModelClass.Json, "{broken", false)]
    [InlineData(ModelClass.Pyps, "not json", true)]
    public void Check_Model_TellsWhetherItCanParse(ModelClass modelClass, string data, bool expected) =>
        Assert.Equal(expected, Parsers.Check(new Model { ModelClass = modelClass, Data = data }) is null);
}

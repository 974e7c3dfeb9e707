using System.Text.Json;
using Flux.Contracts.Inventory.V1;
using Flux.Inventory.Settings;

namespace Flux.Inventory.Tests.Settings;

public sealed class SettingCoercionTests
{
    [Theory]
    [InlineData(ParameterType.String, "\"a\"", "\"a\"")]
    [InlineData(ParameterType.Unspecified, "12", "\"12\"")]
    [InlineData(ParameterType.String, "1.10", "\"1.10\"")]
    [InlineData(ParameterType.String, "true", "\"true\"")]
    [InlineData(ParameterType.String, "[1]", null)]
    [InlineData(ParameterType.Integer, "12", "12")]
    [InlineData(ParameterType.Integer, "\"12\"", "12")]
    [InlineData(ParameterType.Integer, "\" 12 \"", "12")]
    [InlineData(ParameterType.Integer, "9007199254740993", "9007199254740993")]
    [InlineData(ParameterType.Integer, "\"123456789012345678901234567890\"", "123456789012345678901234567890")]
    [InlineData(ParameterType.Integer, "1.0", "1")]
    [InlineData(ParameterType.Integer, "1.5", null)]
    [InlineData(ParameterType.Integer, "\"0012\"", null)]
    [InlineData(ParameterType.Integer, "\"1e3\"", null)]
    [InlineData(ParameterType.Integer, "\"\"", null)]
    [InlineData(ParameterType.Integer, "true", null)]
    [InlineData(ParameterType.Float, "1.0", "1.0")]
    [InlineData(ParameterType.Float, "1", "1.0")]
    [InlineData(ParameterType.Float, "\"-2.50\"", "-2.50")]
    [InlineData(ParameterType.Float, "1e-3", "1e-3")]
    [InlineData(ParameterType.Float, "1e999", null)]
    [InlineData(ParameterType.Float, "\"nan\"", null)]
    [InlineData(ParameterType.Float, "\"Infinity\"", null)]
    [InlineData(ParameterType.Boolean, "true", "true")]
    [InlineData(ParameterType.Boolean, "\"False\"", "false")]
    [InlineData(ParameterType.Boolean, "1", null)]
    [InlineData(ParameterType.Boolean, "\"yes\"", null)]
    [InlineData(ParameterType.Json, "{\"a\": [1.0, 9007199254740993]}", "{\"a\":[1.0,9007199254740993]}")]
    [InlineData(ParameterType.Json, "\"12\"", "\"12\"")]
    [InlineData(ParameterType.Choice, "\"ssh\"", "\"ssh\"")]
    [InlineData(ParameterType.Choice, "23", "\"23\"")]
    [InlineData(ParameterType.Choice, "\"SSH\"", null)]
    [InlineData(ParameterType.Secret, "\"x\"", "\"x\"")]
    [InlineData(ParameterType.Secret, "1234", "\"1234\"")]
    public void Convert_Value_KeepsItWholeOrRefuses(ParameterType type, string json, string? expected)
    {
        var parameter = new Parameter { VariableName = "p", Type = type, Choices = { "ssh", "23" } };
        Assert.Equal(expected, SettingCoercion.Convert(parameter, JsonDocument.Parse(json).RootElement, out var problem));
        Assert.Equal(expected is null, problem.Length > 0);
    }

    [Fact]
    public void Convert_WrongSecret_DoesNotQuoteIt()
    {
        SettingCoercion.Convert(new Parameter { Type = ParameterType.Secret }, JsonDocument.Parse("[\"s3cret\"]").RootElement, out var problem);
        Assert.DoesNotContain("s3cret", problem, StringComparison.Ordinal);
    }
}

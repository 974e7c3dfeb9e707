using System.Text.RegularExpressions;
using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Configuring;
using Flux.DeviceGateway.Http;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Terminal;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace Flux.DeviceGateway.Grpc;

/// <summary>Validates requests and turns them into the gateway's own types.</summary>
internal static class RequestReader
{
    private const int MaxCommands = 10_000;
    private static readonly string[] _methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    public static TimeSpan? Timeout(Violations violations, Duration? duration, string field)
    {
        if (duration is null)
            return null;
        var timeout = TimeSpan.Zero;
        try
        {
            timeout = duration.ToTimeSpan();
        }
        catch (Exception error) when (error is InvalidOperationException or OverflowException)
        {
            // Out of range: told below like every other impossible limit.
        }

        violations.Require(timeout > TimeSpan.Zero && timeout <= TimeSpan.FromDays(1), field, "must be above 0 and at most 24 hours");
        return timeout;
    }

    public static void Element(Violations violations, long elementId) =>
        violations.Require(elementId > 0, "element_id", "must be the id of an element (above 0)");

    public static void Line(Violations violations, string line, string field) =>
        violations.Require(line.AsSpan().IndexOfAny("\r\n\0") < 0, field, "must be one line: no line ends and no NUL; send one entry for each line");

    public static (TerminalCommand Command, TimeSpan? Timeout)[] Commands(SendCommandsRequest request)
    {
        var violations = new Violations();
        violations.Require(request.Commands.Count is > 0 and <= MaxCommands, "commands", $"must have 1 to {MaxCommands} entries");
        var commands = request.Commands.Select((command, i) => Command(violations, command, $"commands[{i}]")).ToArray();
        violations.ThrowIfAny();
        return commands;
    }

    public static ConfigRequest Config(SendConfigRequest request)
    {
        var violations = new Violations();
        violations.Require(request.Lines.Count is > 0 and <= MaxCommands, "lines", $"must have 1 to {MaxCommands} entries");
        for (var i = 0; i < request.Lines.Count; i++)
            Line(violations, request.Lines[i], $"lines[{i}]");
        var trial = Timeout(violations, request.ConfirmTimeout, "confirm_timeout");
        violations.Require(trial is null || (trial >= TimeSpan.FromMinutes(1) && trial <= TimeSpan.FromHours(1)), "confirm_timeout", "must be between 1 minute and 1 hour");
        violations.Require(!request.AutoConfirm || trial is not null, "auto_confirm", "needs confirm_timeout");
        violations.Require(!request.Save || trial is null || request.AutoConfirm, "save", "must be given to ConfirmConfig, once the trial is confirmed, or used with auto_confirm");
        violations.ThrowIfAny();
        return new ConfigRequest([.. request.Lines], request.Save, request.Snapshot, trial, request.AutoConfirm);
    }

    public static DeviceHttpRequest Http(HttpRequestRequest request)
    {
        var violations = new Violations();
        Element(violations, request.ElementId);
        violations.Require(_methods.Contains(request.Method), "method", $"must be one of {string.Join(", ", _methods)}");
        violations.Require(request.Path.StartsWith('/'), "path", "must begin with '/'; host and port come from the element");
        foreach (var name in request.Headers.Keys)
        {
            violations.Require(!name.Equals("Authorization", StringComparison.OrdinalIgnoreCase), $"headers[{name}]", "must not be given: it comes from the element's credentials");
            violations.Require(name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'), $"headers[{name}]", "is no header name");
            violations.Require(!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase), $"headers[{name}]", "must not be given: it comes from the body");
            violations.Require(request.Headers[name].All(c => c is '\t' or (>= ' ' and <= '~')), $"headers[{name}]", "must be one line of ASCII characters; encode others, as the header wants it");
        }

        var timeout = Timeout(violations, request.Timeout, "timeout") ?? TimeSpan.FromSeconds(30);
        violations.ThrowIfAny();
        return new DeviceHttpRequest(new HttpMethod(request.Method), request.Path, request.Headers, request.Body.ToByteArray(), timeout);
    }

    private static (TerminalCommand Command, TimeSpan? Timeout) Command(Violations violations, Command command, string field)
    {
        violations.Require(command.Text.Length > 0, field + ".text", "must not be empty");
        Line(violations, command.Text, field + ".text");
        var answers = command.Answers.Select((answer, i) => Answer(violations, answer, $"{field}.answers[{i}]")).OfType<TerminalAnswer>();
        return (new TerminalCommand(command.Text, [.. answers]), Timeout(violations, command.Timeout, field + ".timeout"));
    }

    private static TerminalAnswer? Answer(Violations violations, Answer answer, string field)
    {
        Line(violations, answer.Reply, field + ".reply");
        if (!violations.Require(answer.Question.Length > 0, field + ".question", "must be a regular expression for the question"))
            return null;
        try
        {
            return new TerminalAnswer(new Regex(answer.Question, RegexOptions.CultureInvariant, PlatformBuilder.Patience), answer.Reply);
        }
        catch (ArgumentException error)
        {
            violations.Add(field + ".question", error.Message);
            return null;
        }
    }
}

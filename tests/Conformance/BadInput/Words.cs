namespace Flux.Conformance.BadInput;

/// <summary>Texts as users and attackers send them.</summary>
internal static class Words
{
    // Some are names that the demo declares, so that calls get past the look-up.
    private static readonly string[] Names = ["r1", "r2", "r3", "lab", "lab-devices", "device", "facts", "report", "1", "2", "x"];

    private static readonly string[] Texts =
    [
        "", " ", "a", "A.b-c_d", "a b", "\t\r\n", "\0", "a\0b", "-", "..", "../../etc/passwd", "/", "%s%n", "${HOME}", "$(id)", "'; DROP TABLE x; --",
        "\u00e9", "e\u0301", "\u202egnp", "\U0001f608", "\ufeff", "\uffff", "true", "null", "None", "0", "-1", "1e999", "2026-02-30", "00000000-0000-0000-0000-000000000000",
        "{}", "[]", "{\"a\": 1}", "{\"a\": 9007199254740993}", "{\"a\": 1.0}", "{\"a\":", "[[[[[[", "\"\\ud800\"", "NaN", "{\"element\": {}, \"epoch\": 0}",
        "context['a'] = 1", "settings = {}", "output = ''", "condition = True", "import os", "def f(:", "while True: pass", "raise ValueError('x')", "x = 'a' * 10**9",
        "{{ element.name }}", "{{ x|nofilter }}", "{% if %}", "{% for x in y %}{% endfor %}", "{{", "name = \"r1\"", "name:", "created > 3", "a@example.org", "a@b, c@d",
        "a@example.org\r\nBcc: b@example.org", "* * * * *", "61 * * * *", "Europe/Oslo", "management.address", "net.0.hostname", "*", "name,name", "MTIz", "====",
    ];

    // Nothing of these tests may leave the machine.
    private static readonly string[] Addresses = ["127.0.0.1", "::1", "localhost", "", "999.1.1.1", "127.0.0.1:9", "http://127.0.0.1:9/", "not an address"];

    public static string Next(Random random, string field)
    {
        if (field.Contains("address", StringComparison.Ordinal) || field.Contains("host", StringComparison.Ordinal) || field.Contains("url", StringComparison.Ordinal))
            return Addresses[random.Next(Addresses.Length)];
        return random.Next(12) switch
        {
            < 4 => Names[random.Next(Names.Length)],
            4 => new string('a', random.Next(300)),
            5 when random.Next(20) == 0 => new string('b', 200_000),
            _ => Texts[random.Next(Texts.Length)],
        };
    }
}

namespace Flux.Integration.Readme;

/// <summary>A line of a shell snippet as words; single and double quotes group, nothing is expanded.</summary>
internal static class ShellLine
{
    public static List<string> Split(string line)
    {
        var words = new List<string>();
        var (word, quote, open) = ("", '\0', false);
        foreach (var letter in line + " ")
        {
            if (quote != '\0')
            {
                (word, quote) = letter == quote ? (word, '\0') : (word + letter, quote);
            }
            else if (letter is '\'' or '"')
            {
                (quote, open) = (letter, true);
            }
            else if (letter != ' ')
            {
                word += letter;
            }
            else if (word.Length > 0 || open)
            {
                words.Add(word);
                (word, open) = ("", false);
            }
        }

        return words;
    }
}

using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Flux.Hosting.Configuration;

// Knows every option that some part declared, so that a typing error is refused instead of ignored.
internal sealed class KnownOptions
{
    private readonly SortedDictionary<string, PropertyInfo> _options = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _prefixes = [];

    // By their names, those without a section first.
    public IEnumerable<KeyValuePair<string, PropertyInfo>> Options => _options.OrderBy(option => option.Key.Contains(':', StringComparison.Ordinal));

    public void AddPrefix(string section) => _prefixes.Add(section + ":");

    public void Add(string section, Type options)
    {
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            var name = section.Length == 0 ? property.Name : section + ":" + property.Name;
            _options[name] = property;
            // Lists and maps have keys below their own.
            if (property.PropertyType != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(property.PropertyType))
                _prefixes.Add(name + ":");
        }
    }

    public void RejectOthers(IConfigurationRoot configuration)
    {
        foreach (var source in configuration.Providers.OfType<CommandLineSource>())
        {
            foreach (var (key, spelling) in source.Spelling)
            {
                if (!_options.ContainsKey(key) && !_prefixes.Exists(p => key.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
                {
                    throw new FluxStartException(
                        $"unknown option {spelling}; known are {string.Join(", ", _options.Keys.Select(OptionName.ToArgument))}");
                }
            }
        }
    }
}

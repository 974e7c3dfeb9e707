namespace Flux.Inventory.Import;

/// <summary>Reads elements from YAML: a list of maps, or a map whose "elements" is one.</summary>
internal static class YamlFile
{
    public static List<ImportRow> Read(string text)
    {
        var root = YamlTree.Read(text);
        var list = root.List ?? root.Map?.FirstOrDefault(entry => entry.Key == "elements").Value?.List
            ?? throw new ImportFileException(root.Line, "must be a list of elements, or a map with a list under 'elements'.");
        return [.. list.Select(ReadRow)];
    }

    private static ImportRow ReadRow(YamlValue value)
    {
        var row = new ImportRow(value.Line);
        if (value.Map is not { } map)
        {
            row.Add("", "must be a map of fields.");
            return row;
        }

        // The name first, so that every mistake can say whose it is.
        row.Declared.Element.Name = map.Find(entry => entry.Key == "name").Value?.Text ?? "";
        foreach (var (name, field) in map.Where(entry => entry.Key != "name")) ReadField(row, name, field);
        return row;
    }

    private static void ReadField(ImportRow row, string name, YamlValue value)
    {
        row.Lines[name] = value.Line;
        if (name == "settings")
        {
            if (value.Map is not { } settings) row.Add(name, "must be a map of keys to values.");
            else foreach (var (key, setting) in settings) ReadSetting(row, key, setting);
        }
        else if (name == "groups" && value.List is { } groups)
        {
            row.Declared.Element.Groups.Add(groups.Select(group => group.Text ?? ""));
        }
        else if (name is "transport_settings" or "transport_settings_json" && value.Map is not null)
        {
            row.Lines["transport_settings_json"] = value.Line;
            row.Declared.Element.TransportSettingsJson = YamlTree.Json(value);
        }
        else if (value.Text is { } text)
        {
            // Nothing after the colon leaves the field as it is.
            if (text.Length > 0 && !(value.Plain && text is "~" or "null")) RowFields.Set(row, name, text, json: false);
        }
        else
        {
            row.Add(name, "must be a single value.");
        }
    }

    private static void ReadSetting(ImportRow row, string key, YamlValue value)
    {
        row.Lines["settings." + key] = value.Line;
        RowFields.Set(row, "settings." + key, YamlTree.Json(value), json: true);
    }
}

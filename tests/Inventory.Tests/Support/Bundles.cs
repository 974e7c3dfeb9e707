using Flux.Contracts.Inventory.V1;

namespace Flux.Testing;

/// <summary>Declared bundles.</summary>
public static class Bundles
{
    /// <summary>One of each kind, as examples/demo.yaml has them.</summary>
    public static ApplyInventoryRequest Demo() => new()
    {
        Locations = { new Location { Name = "lab", Description = "The lab", Latitude = 50 } },
        Groups =
        {
            new Group
            {
                Name = "lab-routers", Weight = 10,
                Variables =
                {
                    new Variable { Name = "ntp.server", ValueJson = "\"192.0.2.10\"" },
                    new Variable { Name = "api.token", ValueJson = "\"group-s3cret\"", Secret = true },
                },
            },
        },
        Profiles =
        {
            new Profile
            {
                Name = "router",
                ParameterGroups =
                {
                    new ParameterGroup
                    {
                        Name = "Facts", VariableRoot = "facts",
                        Parameters =
                        {
                            new Parameter { VariableName = "version" },
                            new Parameter { VariableName = "interfaces", Type = ParameterType.Integer },
                            new Parameter { VariableName = "hostname", Type = ParameterType.String },
                            new Parameter { VariableName = "load", Type = ParameterType.Float, DefaultJson = "1" },
                            new Parameter { VariableName = "serial", ReadOnly = true },
                            new Parameter { VariableName = "community", Type = ParameterType.Secret },
                        },
                    },
                    new ParameterGroup
                    {
                        Name = "Interfaces", VariableRoot = "net", Instanced = true,
                        Parameters =
                        {
                            new Parameter { VariableName = "hostname" },
                            new Parameter { VariableName = "mtu", Type = ParameterType.Integer, DefaultJson = "1500" },
                        },
                    },
                },
            },
        },
        Elements =
        {
            new DeclaredElement
            {
                Element = new Element
                {
                    Name = "r1", Location = "lab", Profile = "router", Groups = { "lab-routers" }, ManagementAddress = "127.0.0.1", Password = "elem-s3cret",
                    TransportSettingsJson = """{"protocol":"ssh","port":"2201","username":"admin","passphrase":"phrase-s3cret"}""",
                },
                Settings =
                {
                    new Setting { Key = "facts.hostname", ValueJson = "\"r1\"" },
                    new Setting { Key = "facts.community", ValueJson = "\"set-s3cret\"" },
                },
            },
        },
    };
}

using System.ComponentModel.DataAnnotations;
using Flux.Hosting.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Flux.Hosting;

/// <summary>Declares a service's own options.</summary>
public static class FluxOptionsExtensions
{
    /// <summary>
    /// Binds, validates (data annotations, <see cref="IValidatableObject"/>) and registers options, as themselves and as <see cref="IOptions{TOptions}"/>.
    /// Section <c>Mail</c> with a property <c>SmtpHost</c> is <c>--mail:smtp-host</c> or <c>FLUX_MAIL__SMTP_HOST</c>.
    /// </summary>
    /// <returns>The options, for use while the services are being registered.</returns>
    /// <exception cref="FluxStartException">A value cannot be read or is not valid; uncaught, it ends the process with code 2.</exception>
    public static TOptions AddFluxOptions<TOptions>(this WebApplicationBuilder builder, string section)
        where TOptions : class, new()
    {
        var options = new TOptions();
        IConfiguration values = section.Length == 0 ? builder.Configuration : builder.Configuration.GetSection(section);
        try
        {
            values.Bind(options);
        }
        catch (InvalidOperationException e)
        {
            throw new FluxStartException($"{e.Message.TrimEnd('.')}: {e.InnerException?.Message}", e);
        }
        var results = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
            throw new FluxStartException(string.Join("; ", results.Select(r => Describe(section, r))));
        builder.Services.Where(s => s.ServiceType == typeof(KnownOptions)).Select(s => s.ImplementationInstance)
            .OfType<KnownOptions>().Single().Add(section, typeof(TOptions));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<IOptions<TOptions>>(new OptionsWrapper<TOptions>(options));
        return options;
    }

    private static string Describe(string section, ValidationResult result)
    {
        var member = result.MemberNames.FirstOrDefault() ?? "";
        return $"option {OptionName.ToArgument(section.Length == 0 ? member : section + ":" + member)}: {result.ErrorMessage}";
    }
}

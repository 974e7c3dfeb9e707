using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Flux.DeviceGateway.Tests.Support;

/// <summary>A device with a REST interface, in clear or behind a certificate that it made itself.</summary>
internal sealed class HttpDevice : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HttpDevice(WebApplication app, string certificatePem)
    {
        _app = app;
        CertificatePem = certificatePem;
    }

    public string CertificatePem { get; }

    public int Port => new Uri(_app.Urls.First()).Port;

    public static async Task<HttpDevice> StartAsync(bool tls = false)
    {
        var certificate = Certificate();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (tls)
                    listen.UseHttps(certificate, https => (https.ClientCertificateMode, https.ClientCertificateValidation) = (ClientCertificateMode.AllowCertificate, (_, _, _) => true));
            });
        });
        if (tls)
            builder.WebHost.UseKestrelHttpsConfiguration();
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        return new HttpDevice(app, certificate.ExportCertificatePem());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/echo":
                context.Response.StatusCode = 202;
                context.Response.Headers.Append("X-Method", context.Request.Method);
                context.Response.Headers.Append("X-Type", context.Request.ContentType ?? "");
                context.Response.Headers.Append("X-Authorization", context.Request.Headers.Authorization.ToString());
                context.Response.Headers.Append("X-Soap-Action", context.Request.Headers["SOAPAction"].ToString());
                context.Response.Headers.Append("X-Client", context.Connection.ClientCertificate?.Subject ?? "nobody");
                context.Response.Headers.Append("X-Query", context.Request.QueryString.Value ?? "");
                await context.Request.Body.CopyToAsync(context.Response.Body);
                break;
            case "/denied/":
                context.Response.StatusCode = 401;
                break;
            case "/moved":
                context.Response.Redirect("/echo?moved=1");
                break;
            case "/elsewhere":
                context.Response.Redirect("http://192.0.2.1/");
                break;
            case "/to":
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = context.Request.Query["place"];
                break;
            case "/circle":
                context.Response.Redirect("/circle");
                break;
            case "/huge":
                await context.Response.Body.WriteAsync(new byte[9 << 20], context.RequestAborted);
                break;
            case "/slow":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "/broken":
                context.Response.ContentLength = 1000;
                await context.Response.Body.WriteAsync(new byte[10]);
                context.Abort();
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    /// <summary>A certificate and its key.</summary>
    public static X509Certificate2 Certificate(string name = "CN=device")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}

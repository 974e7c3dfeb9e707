using Flux.Contracts.Common.V1;
using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Lab.Mail;
using Grpc.Core;

namespace Flux.Notification.Tests.Processes;

/// <summary>Through gRPC, Django in the sandbox and SMTP with STARTTLS and login: nothing is a stand-in.</summary>
public sealed class RealServicesTests(RealServicesFixture real) : IClassFixture<RealServicesFixture>
{
    private const string Context = """
        {"element": {"name": "r1", "location": {"name": "Zürich"}}, "task": {"short_name": "collect"}, "flow": {"user": {"full_name": "Ada"}},
         "facts": {"version": "8.4.4", "n": 1234567, "f": 1.0}, "tasks": {"12": {"model_commands": {"status": "OK", "result": "a < b"}}}}
        """;

    [Fact]
    public async Task Send_ServiceWithInheritedTemplate_ArrivesAsHtmlAndText()
    {
        await real.Client.ApplyNotificationAsync(new ApplyNotificationRequest
        {
            Services =
            {
                new EmailService
                {
                    Name = "inherited", CustomTo = "Noc <noc@example.org>, b@example.org", Subject = "{{ element.name }} runs {{ facts.version }} & {{ facts.f }}",
                    Content = "{{ tasks.12.model_commands.result }} by {{ flow.user.full_name }}", Template = "report",
                },
            },
            Templates =
            {
                new EmailTemplate { Name = "base layout", Html = "<html><body><h1>{% block title %}{% endblock %}</h1>{% block body %}{% endblock %}{% include 'footer' %}</body></html>" },
                new EmailTemplate { Name = "report", Html = "{% extends \"base layout\" %}{% block title %}{{ element.location.name }}{% endblock %}{% block body %}<p>{{ body_custom_msg }}</p>{% endblock %}" },
                new EmailTemplate { Name = "footer", Html = "<p>{{ facts.n|default:0 }}</p>" },
            },
        });

        var sent = (await real.Client.SendAsync(new SendRequest { IdempotencyKey = "r/1/1", Message = new Message { Service = "inherited", ContextJson = Context } })).Delivery;

        Assert.Equal((DeliveryState.Sent, null), (sent.State, sent.Failure));
        var mail = (await real.Sink.GetMailsAsync()).Single(mail => mail["Message-ID"] == sent.MessageId);
        Assert.Equal("r1 runs 8.4.4 & 1.0", mail.Subject);
        Assert.Contains("<h1>Zürich</h1><p>a &lt; b by Ada</p><p>1234567</p>", mail.Html);
        Assert.Equal("Zürich\n\na < b by Ada\n\n1234567\n", mail.Text.ReplaceLineEndings("\n"));
        Assert.Equal((true, "flux"), (mail.Tls, mail.User));
        Assert.Empty(mail.Defects);
    }

    [Fact]
    public async Task Send_Twice_AnswersTheSameDeliverySuppressed()
    {
        var request = new SendRequest { IdempotencyKey = "twice", Message = new Message { To = "noc@example.org", Subject = "once", Body = "x" } };

        var first = (await real.Client.SendAsync(request)).Delivery;
        var second = (await real.Client.SendAsync(request)).Delivery;

        Assert.Equal((first.Id, first.MessageId, DeliveryState.Suppressed), (second.Id, second.MessageId, second.State));
        Assert.Equal(DeliveryState.Sent, (await real.Client.GetDeliveryAsync(new GetDeliveryRequest { Id = first.Id })).Delivery.State);
        Assert.Single(await real.Sink.GetMailsAsync(), mail => mail.Subject == "once");
    }

    [Fact]
    public async Task Send_Refused_IsAnAnswerWithTheServersWords()
    {
        await real.Sink.FailAsync(SmtpFault.Reply(SmtpStep.Rcpt, "550 5.1.1 no such user") with { When = "nobody@" });

        var delivery = (await real.Client.SendAsync(new SendRequest { Message = new Message { To = "nobody@example.org", Subject = "x", Body = "x" } })).Delivery;

        Assert.Equal((DeliveryState.Failed, "SMTP_REFUSED"), (delivery.State, delivery.Failure.Reason));
        Assert.Contains("550 5.1.1 no such user", delivery.Failure.Message);
    }

    [Fact]
    public async Task ApplyNotification_SyntaxErrors_NamesEachField()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await real.Client.ApplyNotificationAsync(new ApplyNotificationRequest
        {
            Services = { new EmailService { Name = "bad", Subject = "{% if %}", Content = "{{ x|nofilter }}" } },
            Templates =
            {
                new EmailTemplate { Name = "bad1", Html = "a\n{% for x in y %}" },
                new EmailTemplate { Name = "bad2", Html = "{% extends 'missing' %}" },
                new EmailTemplate { Name = "good", Html = "{% for x in list %}{{ x.y.z|upper }}{% endfor %}{{ n|add:1 }}", Text = "{{ body_custom_msg|wordwrap:70 }}" },
            },
            ValidateOnly = true,
        }));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(["services[0].subject", "services[0].content", "templates[0].html", "templates[1].html"], error.GetViolations().Select(violation => violation.Field));
        Assert.All(error.GetViolations(), violation => Assert.NotEmpty(violation.Description));
    }

    [Fact]
    public async Task RenderPreview_RuntimeTemplateError_IsFailedPreconditionWithReason()
    {
        await real.Client.ApplyNotificationAsync(new ApplyNotificationRequest
        {
            Services = { new EmailService { Name = "computed", CustomTo = "noc@example.org", Subject = "x", Template = "computed" } },
            Templates = { new EmailTemplate { Name = "computed", Html = "<p>\n{% include name %}</p>" } },
        });

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await real.Client.RenderPreviewAsync(new RenderPreviewRequest { Message = new Message { Service = "computed", ContextJson = """{"name": "missing"}""" } }));

        Assert.Equal((StatusCode.FailedPrecondition, "TEMPLATE_ERROR"), (error.StatusCode, error.GetErrorInfo()?.Type));
        Assert.Contains("missing", error.GetDetail<Failure>()!.Message);
    }

    [Fact]
    public async Task RenderPreview_Service_ShowsTheMailAndSendsNothing()
    {
        await real.Client.ApplyNotificationAsync(new ApplyNotificationRequest { Services = { new EmailService { Name = "preview", CustomTo = "Noc <noc@example.org>", Subject = "re {{ element.name }}", Content = "body {{ facts.n }}" } } });

        var mail = (await real.Client.RenderPreviewAsync(new RenderPreviewRequest { Message = new Message { Service = "preview", ContextJson = Context } })).Mail;

        Assert.Equal(("Flux <flux@example.org>", "Noc <noc@example.org>", "re r1", "body 1234567", ""), (mail.From, Assert.Single(mail.To), mail.Subject, mail.Text, mail.Html));
        Assert.DoesNotContain(await real.Sink.GetMailsAsync(), sent => sent.Subject == "re r1");
    }

    [Fact]
    public async Task GetDelivery_Unknown_IsNotFound()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await real.Client.GetDeliveryAsync(new GetDeliveryRequest { Id = "nope" }));

        Assert.Equal(StatusCode.NotFound, error.StatusCode);
    }

    [Fact]
    public async Task ListDeliveries_BadPage_IsInvalidArgument()
    {
        var size = await Assert.ThrowsAsync<RpcException>(async () => await real.Client.ListDeliveriesAsync(new ListDeliveriesRequest { PageSize = -1 }));
        var token = await Assert.ThrowsAsync<RpcException>(async () => await real.Client.ListDeliveriesAsync(new ListDeliveriesRequest { PageToken = "nonsense" }));

        Assert.Equal((StatusCode.InvalidArgument, "page_size"), (size.StatusCode, size.GetViolations()[0].Field));
        Assert.Equal((StatusCode.InvalidArgument, "page_token"), (token.StatusCode, token.GetViolations()[0].Field));
    }

    [Fact]
    public async Task WatchEvents_MailsAtTheirEnd_TellsOfEachOnce()
    {
        await real.Sink.FailAsync(SmtpFault.Reply(SmtpStep.Rcpt, "550 5.1.1 no such user") with { When = "gone@" });
        var sent = (await real.Client.SendAsync(new SendRequest { IdempotencyKey = "events/1", Message = new Message { To = "noc@example.org", Subject = "x", Body = "x" } })).Delivery;
        var failed = (await real.Client.SendAsync(new SendRequest { IdempotencyKey = "events/2", Message = new Message { To = "gone@example.org", Subject = "x", Body = "x" } })).Delivery;

        using var watch = real.Client.WatchEvents(new WatchEventsRequest { AfterSequence = 0, Types_ = { "mail.*" } });
        var events = new List<Event>();
        while (events.Count < 2 && await watch.ResponseStream.MoveNext(default))
        {
            if (watch.ResponseStream.Current.Event.DataJson.Contains("\"events/", StringComparison.Ordinal))
                events.Add(watch.ResponseStream.Current.Event);
        }

        Assert.Equal([("mail.sent", $"deliveries/{sent.Id}"), ("mail.failed", $"deliveries/{failed.Id}")], events.Select(each => (each.Type, each.Subject)));
        Assert.Equal("flux-notification", events[0].Source);
        Assert.Contains("\"reason\":\"SMTP_REFUSED\"", events[1].DataJson);
        Assert.Contains("\"refused\":[\"gone@example.org\"]", events[1].DataJson);
    }

    [Theory]
    [InlineData("{{ 'x'|ljust:1100000 }}", "RESULT_EXCEEDED")]
    [InlineData("{% for a in big %}{% for b in big %}{% for c in big %}{% for d in big %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}", "WALL_TIME_EXCEEDED")]
    public async Task RenderPreview_TemplateAboveALimit_IsFailedPreconditionWithItsReason(string content, string reason)
    {
        var name = $"limit {reason}";
        await real.Client.ApplyNotificationAsync(new ApplyNotificationRequest { Services = { new EmailService { Name = name, CustomTo = "noc@example.org", Subject = "x", Content = content } } });
        var context = $$"""{"big": [{{string.Join(',', Enumerable.Range(0, 1000))}}]}""";

        var error = await Assert.ThrowsAsync<RpcException>(async () => await real.Client.RenderPreviewAsync(new RenderPreviewRequest { Message = new Message { Service = name, ContextJson = context } }));

        Assert.Equal((StatusCode.FailedPrecondition, reason), (error.StatusCode, error.GetErrorInfo()?.Type));
    }

    [Fact]
    public async Task RenderPreview_HeadersFilesAndVersions_ShowsThem()
    {
        var template = new EmailTemplate { Name = "versioned", Html = "<p>one</p>" };
        await real.Client.ApplyNotificationAsync(new ApplyNotificationRequest { Templates = { template } });
        template.Html = "<p>two {{ facts.f }}</p>";
        await real.Client.ApplyNotificationAsync(new ApplyNotificationRequest
        {
            Templates = { template },
            Services =
            {
                new EmailService
                {
                    Name = "everything", CustomTo = "noc@example.org", Subject = "x", Template = "versioned", ReplyTo = "a@example.org", Headers = { ["X-Element"] = "{{ element.name }}" },
                    Attachments = { new AttachmentSource { FileName = "{{ element.name }}.txt", Value = "tasks.12.model_commands.result" } },
                },
            },
        });

        var now = (await real.Client.RenderPreviewAsync(new RenderPreviewRequest { Message = new Message { Service = "everything", ContextJson = Context } })).Mail;
        var before = (await real.Client.RenderPreviewAsync(new RenderPreviewRequest { Message = new Message { Service = "everything", ContextJson = Context, TemplateVersion = 1 } })).Mail;
        var versions = (await real.Client.ListEmailTemplateVersionsAsync(new ListEmailTemplateVersionsRequest { Name = "versioned" })).Templates;

        Assert.Equal(("<p>two 1.0</p>", "two 1.0\n", 2, "r1"), (now.Html, now.Text, now.Templates.Single().Version, now.Headers["X-Element"]));
        Assert.Equal(("r1.txt", "text/plain; charset=utf-8", 5), (now.Attachments.Single().FileName, now.Attachments.Single().MediaType, now.Attachments.Single().Size));
        Assert.Equal("a@example.org", now.ReplyTo.Single());
        Assert.Equal(("<p>one</p>", 1), (before.Html, before.Templates.Single().Version));
        Assert.Equal([2, 1], versions.Select(version => version.Version));
    }

    [Fact]
    public async Task Send_MaskedSecretsInTheContext_StayMaskedInMailAndPreview()
    {
        await real.Client.ApplyNotificationAsync(new ApplyNotificationRequest { Services = { new EmailService { Name = "masked", CustomTo = "noc@example.org", Subject = "pw {{ element.password }}", Content = "<p>{{ element }}</p>" } } });
        const string Masked = """{"element": {"name": "r1", "password": "********"}}""";
        var mail = (await real.Client.RenderPreviewAsync(new RenderPreviewRequest { Message = new Message { Service = "masked", ContextJson = Masked } })).Mail;
        var sent = (await real.Client.SendAsync(new SendRequest { Message = new Message { Service = "masked", ContextJson = Masked } })).Delivery;

        Assert.Equal(("pw ********", "pw ********"), (mail.Subject, sent.Subject));
        Assert.Contains("&#x27;password&#x27;: &#x27;********&#x27;", mail.Html);
    }
}

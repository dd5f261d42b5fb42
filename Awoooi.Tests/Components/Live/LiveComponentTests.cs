using Awoooi.Core.Live;
using Awoooi.Web.Components.Live;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Tests.Components.Live;

public class LiveComponentTests : FaceContext
{
    private readonly Facts _facts;

    public LiveComponentTests()
        : base(more: services => services.AddSingleton<Facts>())
        => _facts = Services.GetRequiredService<Facts>();

    [Fact]
    public void It_listens_before_it_reads_for_the_first_time()
    {
        _facts.OnRead = () => Assert.Equal(1, Bus.Open);

        var panel = Render<Panel>();

        Assert.Equal("0", panel.Find("p").TextContent);
    }

    [Fact]
    public void While_prerendering_it_reads_but_does_not_listen()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        Render<Panel>();

        Assert.Equal((1, 0), (_facts.Reads, Bus.Open));
    }

    [Fact]
    public async Task The_first_change_is_drawn_without_any_wait()
    {
        var panel = Render<Panel>();

        await ChangeAsync(1);

        panel.WaitForAssertion(() => Assert.Equal("1", panel.Find("p").TextContent));
    }

    [Fact]
    public async Task A_burst_is_read_once_more_when_its_time_is_over()
    {
        var panel = Render<Panel>();
        await ChangeAsync(1);
        panel.WaitForAssertion(() => Assert.Equal("1", panel.Find("p").TextContent));

        await Clock.ArmedAsync(LiveComponent<Model>.Burst);
        for (var value = 2; value <= 20; value++)
        {
            await ChangeAsync(value);
        }

        Clock.Advance(LiveComponent<Model>.Burst - TimeSpan.FromMilliseconds(1));
        Assert.Equal((2, "1"), (_facts.Reads, panel.Find("p").TextContent));
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        panel.WaitForAssertion(() => Assert.Equal((3, "20"), (_facts.Reads, panel.Find("p").TextContent)));
    }

    [Fact]
    public async Task A_lost_message_is_made_good_after_ten_seconds()
    {
        var panel = Render<Panel>();
        _facts.Value = 7;
        await Clock.ArmedAsync(TimeSpan.FromSeconds(10));

        Clock.Advance(TimeSpan.FromSeconds(10));

        panel.WaitForAssertion(() => Assert.Equal("7", panel.Find("p").TextContent));
    }

    [Fact]
    public async Task What_did_not_change_is_not_drawn_again()
    {
        var panel = Render<Panel>();
        var drawn = panel.RenderCount;

        await ChangeAsync(0);
        await Clock.ArmedAsync(LiveComponent<Model>.Burst);
        Assert.Equal(2, _facts.Reads);

        Assert.Equal(drawn, panel.RenderCount);
    }

    [Fact]
    public async Task A_topic_of_somebody_else_wakes_nobody()
    {
        Render<Panel>();

        await Bus.PublishAsync([LiveTopics.People], CancellationToken.None);

        Assert.Equal(1, _facts.Reads);
    }

    [Fact]
    public async Task A_failed_read_keeps_the_last_answer_and_is_tried_again()
    {
        var panel = Render<Panel>();
        _facts.Broken = true;
        await ChangeAsync(5);
        panel.WaitForAssertion(() => Assert.Equal("0 failed", panel.Find("p").TextContent));

        _facts.Broken = false;
        await Clock.ArmedAsync(LiveComponent<Model>.Burst);
        Clock.Advance(LiveComponent<Model>.Burst);
        await Clock.ArmedAsync(TimeSpan.FromSeconds(1));
        Clock.Advance(TimeSpan.FromSeconds(1));

        panel.WaitForAssertion(() => Assert.Equal("5", panel.Find("p").TextContent));
    }

    [Fact]
    public async Task A_held_view_stands_still_until_it_is_released()
    {
        var hold = Services.GetRequiredService<ViewHold>();
        var panel = Render<Panel>();
        hold.Toggle();

        await ChangeAsync(3);
        Assert.Equal((1, "0"), (_facts.Reads, panel.Find("p").TextContent));

        hold.Toggle();
        panel.WaitForAssertion(() => Assert.Equal("3", panel.Find("p").TextContent));
    }

    [Fact]
    public async Task One_that_went_has_cancelled_its_watch_and_left_the_bus()
    {
        Render<Panel>();

        await DisposeComponentsAsync();

        Assert.Equal((0, 0), (Bus.Open, Clock.Timers));
    }

    private ValueTask ChangeAsync(int value)
    {
        _facts.Value = value;
        return Bus.PublishAsync([LiveTopics.Services], CancellationToken.None);
    }

    [Fact]
    public void What_the_request_drew_stays_on_screen_until_the_circuit_has_read()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        _facts.Value = 7;
        Render<Panel>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        _facts.Hold = new TaskCompletionSource();

        var panel = Render<Panel>();

        Assert.Equal("7", panel.Find("p").TextContent);
        _facts.Value = 8;
        _facts.Hold.SetResult();
        panel.WaitForAssertion(() => Assert.Equal("8", panel.Find("p").TextContent));
    }

    public sealed record Model(int Value);

    public sealed class Facts
    {
        public int Value { get; set; }

        public bool Broken { get; set; }

        public int Reads { get; private set; }

        public Action OnRead { get; set; } = () => { };

        /// <summary>A reading waits for it.</summary>
        public TaskCompletionSource? Hold { get; set; }

        public Model Read()
        {
            Reads++;
            OnRead();
            return Broken ? throw new InvalidOperationException("The source is down.") : new Model(Value);
        }
    }

    public sealed class Panel : LiveComponent<Model>
    {
        [Inject] public required Facts Facts { get; set; }

        protected override IReadOnlyCollection<string> Topics => [LiveTopics.Services];

        protected override async ValueTask<Model> ReadAsync(CancellationToken cancel)
        {
            if (Facts.Hold is { } hold)
            {
                await hold.Task.WaitAsync(cancel);
            }

            return Facts.Read();
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "p");
            builder.AddContent(1, $"{Model?.Value}{(Failure is null ? "" : " failed")}");
            builder.CloseElement();
        }
    }
}

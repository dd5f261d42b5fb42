using AngleSharp.Dom;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Web.Components.WarRoom;
using Bunit;

namespace Awoooi.Tests.Components.WarRoom;

public class SignSheetTests : WarRoomContext
{
    [Fact]
    public void Pressing_sign_on_a_critical_plan_opens_the_sheet_and_signs_nothing()
    {
        As(Roles.Commander, steppedUp: true);
        var card = Show(Given(RiskLevel.Critical));

        card.Find("[data-testid=sign]").Click();

        Assert.NotNull(card.Find("[data-testid=typed]"));
        Assert.Empty(Approvals.Acts);
    }

    [Fact]
    public async Task The_key_S_never_signs()
    {
        As(Roles.Sre);
        var card = Show(Given());

        await card.InvokeAsync(card.Instance.ShowSigningAsync);

        Assert.Empty(Approvals.Acts);
    }

    [Theory]
    [InlineData("0231", false)]
    [InlineData("０２３１", false)]
    [InlineData("0232", true)]
    [InlineData("", true)]
    public void The_typed_number_opens_the_way(string typed, bool off)
    {
        As(Roles.Commander, steppedUp: true);
        var card = Show(Given(RiskLevel.Critical));
        card.Find("[data-testid=sign]").Click();

        card.Find("[data-testid=typed]").Input(typed);

        Assert.Equal(off, Effect(card).HasAttribute("disabled"));
    }

    [Theory]
    [InlineData(RiskLevel.Critical, Roles.Sre, true)]
    [InlineData(RiskLevel.High, Roles.Commander, true)]
    [InlineData(RiskLevel.High, Roles.Sre, false)]
    public void Without_a_fresh_step_up_the_sheet_leads_to_it(RiskLevel risk, Roles roles, bool leads)
    {
        As(roles);
        var card = Show(Given(risk));

        card.Find("[data-testid=sign]").Click();

        Assert.Equal(leads, card.FindAll("[data-testid=step-up]").Count == 1);
        Assert.Equal(leads, Effect(card).HasAttribute("disabled"));
        if (leads)
        {
            Assert.Equal("/login/step-up?returnUrl=%2Fwar-room%2FAPR-0231%3Fsheet%3Dsign", card.Find("[data-testid=step-up]").GetAttribute("href"));
        }
    }

    [Fact]
    public void Other_alone_is_no_reason_to_reject()
    {
        var card = Show(Given());
        card.Find("[data-testid=reject]").Click();

        card.Find("input[value=other]").Change("other");
        Assert.True(Effect(card).HasAttribute("disabled"));
        card.Find("input[value=time]").Change("time");
        Assert.False(Effect(card).HasAttribute("disabled"));
    }

    private static IElement Effect(IRenderedComponent<CardPanel> card) => card.Find("dialog .acts .btn.primary");
}

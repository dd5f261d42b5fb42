using Awoooi.Core.Approvals;
using Awoooi.Tests.Components.WarRoom;
using Awoooi.Web.Components.Dev;
using Awoooi.Web.Components.WarRoom;
using Bunit;

namespace Awoooi.Tests.Components.Dev;

public class SampleStoryTests : WarRoomContext
{
    public static TheoryData<string> States => [.. SampleStory.Groups.SelectMany(group => group.States)];

    [Fact]
    public void Every_state_of_an_approval_has_a_sample()
        => Assert.Subset(SampleStory.Groups.SelectMany(group => group.States).ToHashSet(), Enum.GetValues<ApprovalState>().Select(WireNames.Of).ToHashSet());

    [Theory]
    [MemberData(nameof(States))]
    public void Each_sample_is_in_the_state_it_is_named_after_and_can_be_drawn(string state)
    {
        var card = new SampleStory(Clock.GetUtcNow()).Card(state);

        var drawn = Render<CardView>(view => view.Add(it => it.Card, card).Add(it => it.Rules, new ApprovalRules()));

        Assert.Equal(WireNames.Find<ApprovalState>(state) is null ? WireNames.Of(card.Approval.State) : state, drawn.Find("[data-testid=card]").GetAttribute("data-state"));
        Assert.NotEmpty(drawn.Find("[data-testid=state]").TextContent.Trim());
    }
}

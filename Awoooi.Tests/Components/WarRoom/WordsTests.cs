using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;
using Awoooi.Tests.Components;

namespace Awoooi.Tests.Components.WarRoom;

public class WordsTests
{
    public static TheoryData<bool> Languages => [false, true];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_refusal_reason_state_and_check_has_its_sentence(bool chinese)
    {
        var texts = FaceSources.Texts("WarRoomText", chinese);
        var asked = Enum.GetValues<RefusalCode>().Select(code => $"refusal.{WireNames.Of(code)}")
            .Concat(Enum.GetValues<TrustReasonCode>().Select(code => $"reason.{WireNames.Snake(code)}"))
            .Concat(Enum.GetValues<StandingOrderVoid>().Select(why => $"order.{why}"))
            .Concat(PreFlightChecks.All.Select(check => $"check.{check}"))
            .Concat(Enum.GetValues<Authority>().Select(authority => $"line.approved.{authority.ToString().ToLower(CultureInfo.InvariantCulture)}"))
            .Concat(Enum.GetValues<ApprovalState>().Where(state => state.IsRunning() || state.IsEnd() || state == ApprovalState.Unknown).Select(state => $"line.{WireNames.Of(state)}"));

        Assert.DoesNotContain(asked, key => !texts.ContainsKey(key));
    }
}

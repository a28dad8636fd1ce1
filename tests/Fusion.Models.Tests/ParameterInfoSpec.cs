using Fusion.Models.Tests.Support;

namespace Fusion.Models.Tests;

public class ParameterInfoSpec
{
    private static readonly ParameterInfo Flag = new("use_it", ParameterType.Boolean, "false", "A flag.");
    private static readonly ParameterInfo Share = new("share", ParameterType.Number, null, "A share.") { Minimum = 0, Maximum = 1 };
    private static readonly ParameterInfo Steps = new("steps", ParameterType.WholeNumber, "10", "A count.") { Minimum = 1 };
    private static readonly ParameterInfo Kind = new("kind", ParameterType.Choice, "plain", "A kind.") { Choices = ["plain", "fancy"] };

    [Fact]
    public void A_missing_parameter_has_its_default()
    {
        Assert.False(Flag.ReadBoolean(MlContext.Empty));
        Assert.Equal(10, Steps.ReadNumber(MlContext.Empty));
        Assert.Equal("plain", Kind.ReadChoice(MlContext.Empty));
    }

    [Fact]
    public void Without_default_it_is_required_where_it_is_read() => Assert.Equal(
        "Parameter 'share' is required; allowed are finite numbers from 0 to 1.",
        Assert.Throws<InvalidRequestException>(() => Share.ReadNumber(MlContext.Empty)).Message);

    [Theory]
    [InlineData("true")]
    [InlineData("True")]
    [InlineData(" TRUE ")]
    [InlineData("1")]
    public void A_boolean_is_read_in_any_case(string text) => Assert.True(Flag.ReadBoolean(With("use_it", text)));

    [Fact]
    public void A_number_may_be_left_to_the_data_where_it_says_so()
    {
        ParameterInfo power = Share with { AllowsNaN = true };
        Assert.Equal(double.NaN, power.ReadNumber(With("share", "NaN")));
        Assert.Equal("finite numbers from 0 to 1 and NaN", power.Allowed);
        Assert.Throws<InvalidRequestException>(() => power.ReadNumber(With("share", "Infinity")));
    }

    [Fact]
    public void A_text_is_read_without_blanks_around_it_and_checked_by_who_knows_its_form()
    {
        var form = new ParameterInfo("form", ParameterType.Text, null, "A form.") { Form = "a and b" };
        form.Check(With("form", "anything"));
        Assert.Equal("a", form.ReadText(With("form", " a ")));
        Assert.Equal("Parameter 'form' is 'c'; allowed are a and b.", form.Refusal("c").Message);
        Assert.Throws<InvalidRequestException>(() => form.ReadText(MlContext.Empty));
    }

    [Fact]
    public void Dots_in_a_name_equal_underscores() => Assert.True(Flag.ReadBoolean(With("use.it", "true")));

    [Fact]
    public void Of_two_spellings_the_one_with_underscores_counts() =>
        Assert.True(Flag.ReadBoolean(Requests.Names("", "", ("use.it", "false"), ("use_it", "true"))));

    [Theory]
    [InlineData("use_it", "yes", "Parameter 'use_it' is 'yes'; allowed are true, false, 1 and 0.")]
    [InlineData("share", "1.5", "Parameter 'share' is '1.5'; allowed are finite numbers from 0 to 1.")]
    [InlineData("share", "NaN", "Parameter 'share' is 'NaN'; allowed are finite numbers from 0 to 1.")]
    [InlineData("share", "0,5", "Parameter 'share' is '0,5'; allowed are finite numbers from 0 to 1.")]
    [InlineData("steps", "2.5", "Parameter 'steps' is '2.5'; allowed are whole numbers from 1.")]
    [InlineData("kind", "", "Parameter 'kind' is ''; allowed are plain, fancy.")]
    public void A_wrong_text_is_refused_by_key_value_and_what_is_allowed(string key, string text, string message)
    {
        MlContext context = With(key, text);
        var fault = Assert.Throws<InvalidRequestException>(() => Array.ForEach([Flag, Share, Steps, Kind], parameter => parameter.Check(context)));
        Assert.Equal(message, fault.Message);
    }

    private static MlContext With(string key, string text) => Requests.Names("", "", (key, text));
}

using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Fusion.Actors.Hosting;
using Fusion.Node.Hosting;
using Fusion.Node.Options;
using Fusion.Node.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Fusion.Node.Tests.Options;

public sealed class SettingsSpec
{
    public static TheoryData<string, string, string> BadNumbers
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (PropertyInfo property in typeof(ActorsOptions).GetProperties())
            {
                if (property.GetCustomAttribute<RangeAttribute>() is not { } range) continue;
                string allowed = string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} to {range.Maximum}");
                data.Add(property.Name, string.Create(CultureInfo.InvariantCulture, $"{(int)range.Minimum - 1L}"), allowed);
                data.Add(property.Name, string.Create(CultureInfo.InvariantCulture, $"{(int)range.Maximum + 1L}"), allowed);
                data.Add(property.Name, "many", allowed);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(BadNumbers))]
    public void A_number_out_of_range_is_refused_with_key_value_and_range(string name, string value, string allowed)
    {
        string key = $"{ActorsOptions.Section}:{name}";
        IConfiguration configuration = Configuration((key, value), ($"{ActorsOptions.Section}:ConnectionString", "x"));

        OptionsValidationException refused = Assert.Throws<OptionsValidationException>(() => Settings.Read<ActorsOptions>(configuration, ActorsOptions.Section));

        Assert.Equal([$"{key} is [{value}]; allowed is a whole number from {allowed}"], refused.Failures);
    }

    [Theory]
    [InlineData("Fusion:Data", " ", "Fusion:Data is [ ]; allowed is a folder")]
    [InlineData("Fusion:Db", "postgres://user:password@/db", "Fusion:Db is (not shown); allowed is sqlite (a file in the data folder), postgres://user:password@host:port/database, or Host=…;Database=…")]
    [InlineData("Fusion:Users:0", "alice:secret", "Fusion:Users is (not shown); allowed is a list of CID:BASE64KEY, each key being Base64 of 16 bytes")]
    public void A_bad_setting_of_the_node_is_refused_and_a_secret_one_not_shown(string key, string value, string message)
    {
        OptionsValidationException refused = Assert.Throws<OptionsValidationException>(() => Settings.Read<NodeOptions>(Configuration((key, value)), NodeOptions.Section));

        Assert.Equal([message], refused.Failures);
    }

    [Theory]
    [InlineData("Fusion:Admin:Url", "https://127.0.0.1:8081", "Fusion:Admin:Url is [https://127.0.0.1:8081]; allowed is http://host:port, auto or off")]
    [InlineData("Fusion:Admin:Url", "8081", "Fusion:Admin:Url is [8081]; allowed is http://host:port, auto or off")]
    [InlineData("Fusion:Admin:Token", "too-short", "Fusion:Admin:Token is (not shown); allowed is 16 printable ASCII characters or more, without blanks")]
    [InlineData("Fusion:Admin:Token", "a blank is in this one", "Fusion:Admin:Token is (not shown); allowed is 16 printable ASCII characters or more, without blanks")]
    public void A_bad_setting_of_operators_is_refused_and_a_token_not_shown(string key, string value, string message)
    {
        OptionsValidationException refused = Assert.Throws<OptionsValidationException>(() => Settings.Read<AdminOptions>(Configuration((key, value)), AdminOptions.Section));

        Assert.Equal([message], refused.Failures);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("h:")]
    [InlineData("h:0")]
    [InlineData("h:65536")]
    [InlineData(":4053")]
    [InlineData("a b:4053")]
    public void A_seed_that_is_no_node_is_refused(string seed)
    {
        IConfiguration configuration = Configuration(("Fusion:Actors:Seeds:0", "a:1"), ("Fusion:Actors:Seeds:1", seed), ("Fusion:Actors:ConnectionString", "x"));

        OptionsValidationException refused = Assert.Throws<OptionsValidationException>(() => Settings.Read<ActorsOptions>(configuration, ActorsOptions.Section));

        Assert.Equal([$"Fusion:Actors:Seeds is [a:1, {seed}]; allowed is a list of HOST:PORT, each port being a whole number from 1 to 65535"], refused.Failures);
    }

    [Fact]
    public void Several_bad_settings_are_named_at_once()
    {
        IConfiguration configuration = Configuration(("Fusion:Data", ""), ("Fusion:Db", "mysql"));

        Assert.Equal(2, Assert.Throws<OptionsValidationException>(() => Settings.Read<NodeOptions>(configuration, NodeOptions.Section)).Failures.Count());
    }

    [Theory]
    [InlineData("Fusion:Actors:Port", "65536")]
    [InlineData("Fusion:Actors:Host", "")]
    [InlineData("Fusion:Http:Url", "ftp://127.0.0.1")]
    [InlineData("Fusion:Http:MaxCells", "0")]
    [InlineData("Fusion:Db", "mysql")]
    public async Task A_node_with_a_bad_setting_does_not_start(string key, string value)
    {
        using TempFolder temp = new();
        IConfiguration configuration = Configuration(("Fusion:Http:Url", "http://127.0.0.1:0"), ("Fusion:Actors:Port", "0"), ("Fusion:Data", temp["data"]), (key, value));

        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => NodeHost.StartAsync(configuration, default));

        Assert.Contains(refused.Failures, failure => failure.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public void The_defaults_are_allowed()
    {
        Assert.Equal("./data", Settings.Read<NodeOptions>(Configuration(), NodeOptions.Section).Data);
        Assert.Equal(4053, Settings.Read<ActorsOptions>(Configuration(("Fusion:Actors:ConnectionString", "x")), ActorsOptions.Section).Port);
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.GroupBy(s => s.Key).Select(s => KeyValuePair.Create(s.Key, (string?)s.Last().Value))).Build();
}

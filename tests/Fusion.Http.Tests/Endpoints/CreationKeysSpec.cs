using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Types of projects and the keys of their creation.</summary>
public sealed class CreationKeysSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    [Theory]
    [InlineData("type=mgpud", "{}", "A project of type mgpud needs the key mgpu_num: the number of GPUs")]
    [InlineData("type=mgpuf", """{"mgpu_num":"none"}""", "The key mgpu_num is [none]; allowed are whole numbers from 1 on")]
    [InlineData("type=sequence", "", "A project of type sequence needs the key sml_project_order: the length of its n-grams")]
    [InlineData("type=sequence", """{"sml_project_order":"0"}""", "The key sml_project_order is [0]; allowed are whole numbers from 1 to 10")]
    [InlineData("type=Partition", "{}", "A project of type partition needs the key partitionSplit: the column whose values part its rows")]
    [InlineData("type=partition", """{"partitionSplit":" "}""", "A project of type partition needs the key partitionSplit: the column whose values part its rows")]
    [InlineData("", """{"rf_num_trees":"5"}""", "A forest of type rf_classifier needs the key rf_target_name: the attribute it predicts")]
    [InlineData("", """{"rf_type":"rf_oracle"}""", "The key rf_type is [rf_oracle]; allowed are rf_classifier, rf_regressor, rf_anomaly")]
    [InlineData("", """{"rf_type":"rf_anomaly","rf_num_trees":"0"}""", "The key rf_num_trees is [0]; allowed are whole numbers from 1 on")]
    [InlineData("", """{"rf_target_name":"x","rf_dirichlet":"much"}""", "The key rf_dirichlet is [much]; allowed are numbers")]
    [InlineData("", """{"rf_target_name":"x","rf_rnd_seed":"1.5"}""", "The key rf_rnd_seed is [1.5]; allowed are whole numbers")]
    [InlineData("", """{"km_event_column":"dead"}""", "A survival curve needs the key km_time_column: the column of times")]
    [InlineData("", """{"time_column":"t"}""", "A survival curve needs the key km_event_column: the column that tells whether the event came")]
    [InlineData("", """{"lr_features":"*"}""", "A logistic regression needs the key lr_target_column: the column it predicts")]
    [InlineData("", """{"cluster_num_centroids":"3"}""", "Clusters need the key cluster_features: attribute names or indexes, separated by colons")]
    [InlineData("", """{"cluster_features":"a:b","cluster_num_centroids":"101"}""", "The key cluster_warmup_period is [101]; it must exceed cluster_num_centroids, which is 101")]
    [InlineData("", """{"automl_project_is_automl":true}""", "An AutoML project needs the key automl_target_name: the attribute it predicts")]
    [InlineData("", """{"automl_project_is_automl":"true","automl_target_name":"y","automl_use_svd":"perhaps"}""", "The parameter automl_use_svd is [perhaps]; allowed are true, false, 1 and 0")]
    public async Task A_key_that_is_missing_or_wrong_is_named(string query, string body, string text)
    {
        AssertBadRequest(text, await PostAsync($"projects?pid=p&{query}", body));
        Assert.Empty(Script.Received);
    }

    [Theory]
    [InlineData("type=sequence", """{"sml_project_order":"1"}""", "sequence")]
    [InlineData("type=partition", """{"partitionSplit":"class"}""", "partition")]
    [InlineData("type=partition", """{"rf_target_name":"target"}""", "partition")]
    [InlineData("type=DYNAMIC", """{"cluster_features":"a:b","cluster_num_centroids":"5","cluster_warmup_period":"6"}""", "dynamic")]
    [InlineData("type=mgpuf", """{"mgpu_num":2}""", "mgpuf")]
    [InlineData("", """{"rf_type":"rf_anomaly"}""", "cpu")]
    [InlineData("", """{"automl_project_is_automl":"false","automl_use_svd":"whatever","mine":"kept"}""", "cpu")]
    [InlineData("", """{"sml_project_hashtrick_binsize":"0","sml_project_rolling_window_size":"0"}""", "cpu")]
    [InlineData("", """{"sml_project_predicate_row_filter":"a>3","sml_project_hashtrick_binsize":"8","sml_project_autosave":"false"}""", "cpu")]
    public async Task A_declared_project_is_created_with_all_its_keys(string query, string body, string type)
    {
        Script.On<CustomerProtocol.CreateProject>(command => new CustomerProtocol.ProjectCreated(command.CustomerId, Some.Project("p")));

        Assert.Equal(201, (await PostAsync($"projects?pid=p&{query}", body)).Status);

        ProjectSettings settings = Script.Single<CustomerProtocol.CreateProject>().Settings;
        using var sent = System.Text.Json.JsonDocument.Parse(body);
        Assert.Equal(type, settings.Type);
        Assert.Equal(sent.RootElement.EnumerateObject().Select(key => key.Name).Order(StringComparer.Ordinal), settings.Parameters.Keys);
    }
}

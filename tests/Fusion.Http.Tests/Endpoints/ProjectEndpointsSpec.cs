using System.Collections.Immutable;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;
using Fusion.Statistics;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Create, list, show and delete projects.</summary>
public sealed class ProjectEndpointsSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    [Fact]
    public async Task A_project_is_created_as_asked()
    {
        AllowCreation();

        Answer answer = await PostAsync("projects?PID=project1&persist=0&Type=gpu&enableHistogram=TRUE", """{"sml_project_learn_merge":1,"mine":"x"}""");

        Assert.Equal("""{"statusCode":"CREATED","statusString":"Project Created with id:project1","values":{}}""", answer.Body);
        Assert.Equal(201, answer.Status);
        CustomerProtocol.CreateProject command = Script.Single<CustomerProtocol.CreateProject>();
        Assert.Equal(("project1", ProjectKind.Cell), (command.Name.Value, command.Kind));
        Assert.Equal(("gpu", false, true, true), (command.Settings.Type, command.Settings.Persist, command.Settings.Histogram, command.Settings.LearnMerge));
        Assert.Equal([("mine", "x"), ("sml_project_learn_merge", "1")], command.Settings.Parameters.Select(entry => (entry.Key, entry.Value)));
    }

    [Fact]
    public async Task Without_parameters_a_project_is_cpu_and_persisted()
    {
        AllowCreation();

        await PostAsync("projects?pid=p");

        ProjectSettings settings = Script.Single<CustomerProtocol.CreateProject>().Settings;
        Assert.Equal(("cpu", true, false), (settings.Type, settings.Persist, settings.Histogram));
    }

    [Fact]
    public async Task A_histogram_may_also_be_asked_for_in_the_body()
    {
        AllowCreation();

        await PostAsync("projects?pid=p", """{"enable_histogram":"true"}""");

        Assert.True(Script.Single<CustomerProtocol.CreateProject>().Settings.Histogram);
    }

    [Fact]
    public async Task A_taken_name_is_a_conflict()
    {
        Script.On<CustomerProtocol.CreateProject>(command => new Refused(Fault.NameTaken(command.CustomerId, command.Name.Value)));

        AssertAnswer(409, "CONFLICT", "Customer [c1] already have SYMETRYML with id[r1], ", await PostAsync("projects?pid=r1"));
    }

    [Theory]
    [InlineData("projects", "", "The parameter pid is missing or empty")]
    [InlineData("projects?pid=", "", "The parameter pid is missing or empty")]
    [InlineData("projects?pid=a:b", "", "The project name [a:b] is not allowed: no '/', ':', '~', control characters, leading or trailing blanks")]
    [InlineData("projects?pid=list", "", "The project name [list] is reserved: it is part of the interface's paths")]
    [InlineData("projects?pid=DataDrift", "", "The project name [DataDrift] is reserved: it is part of the interface's paths")]
    [InlineData("projects?pid=p&persist=yes", "", "The parameter persist is [yes]; allowed are true, false, 1 and 0")]
    [InlineData("projects?pid=p&type=quantum", "", "The parameter type is [quantum]; allowed are cpu, dynamic, gpu, mgpuf, mgpud, sequence, partition")]
    [InlineData("projects?pid=p&type=mgpuf", "{}", "A project of type mgpuf needs the key mgpu_num: the number of GPUs")]
    [InlineData("projects?pid=p", """{"sml_project_autosave":"no"}""", "The parameter sml_project_autosave is [no]; allowed are true, false, 1 and 0")]
    [InlineData("projects?pid=p&type=sequence", "", "A project of type sequence needs the key sml_project_order: the length of its n-grams")]
    [InlineData("projects?pid=p&type=partition", "{}", "A project of type partition needs the key partitionSplit: the column whose values part its rows")]
    [InlineData("projects?pid=p&type=sequence", """{"sml_project_order":"11"}""", "The key sml_project_order is [11]; allowed are whole numbers from 1 to 10")]
    [InlineData("projects?pid=p&type=partition", """{"partitionSplit":"k","sml_project_rolling_window_size":"5"}""", "The key sml_project_rolling_window_size is not supported with type [partition]")]
    [InlineData("projects?pid=p", """{"sml_project_predicate_row_filter":"a=1"}""", "The row filter's predicate 'a=1' has no operator; allowed are == != >= <= > <.")]
    [InlineData("projects?pid=p", """{"sml_project_rolling_window_size":"ten"}""", "The key sml_project_rolling_window_size is [ten]; allowed are whole numbers from 1 to 4000000, 0 for none")]
    [InlineData("projects?pid=p", """{"sml_project_rolling_window_size":4000001}""", "The key sml_project_rolling_window_size is [4000001]; allowed are whole numbers from 1 to 4000000, 0 for none")]
    [InlineData("projects?pid=p", """{"sml_project_rolling_window_use_embedded":"true"}""", "The key sml_project_rolling_window_use_embedded is [true], which needs the key sml_project_rolling_window_size")]
    [InlineData("projects?pid=p", """{"sml_project_hashtrick_binsize":"-4"}""", "The key sml_project_hashtrick_binsize is [-4]; allowed are whole numbers from 1 to 10000, 0 for none")]
    [InlineData("projects?pid=p", """{"sml_project_power_column":"x"}""", "A project with a power transform needs the key sml_project_power_min")]
    [InlineData("projects?pid=p", """{"sml_project_power_column":"x","sml_project_power_min":"2","sml_project_power_max":"1","sml_project_power_steps":3}""", "The key sml_project_power_max is [1]; allowed are numbers from sml_project_power_min on, which is [2]")]
    [InlineData("projects?pid=p", """{"sml_project_power_column":"x","sml_project_power_min":"low","sml_project_power_max":"1","sml_project_power_steps":3}""", "The key sml_project_power_min is [low]; allowed are numbers from -100 to 100")]
    [InlineData("projects?pid=p", """{"sml_project_autosave":"false","sml_project_rolling_window_size":5}""", "The key sml_project_autosave is [false], which is not supported with the key sml_project_rolling_window_size")]
    [InlineData("projects?pid=p", """{"sml_project_learn_merge":"maybe"}""", "The parameter sml_project_learn_merge is [maybe]; allowed are true, false, 1 and 0")]
    public async Task A_creation_that_is_wrong_or_not_possible_is_named(string path, string body, string text)
    {
        AssertBadRequest(text, await PostAsync(path, body));
        Assert.Empty(Script.Received);
    }

    [Fact]
    public async Task Projects_are_listed_by_name()
    {
        Script.On<CustomerProtocol.ListProjects>(question => new CustomerProtocol.ProjectsListed(
            question.CustomerId,
            [new ProjectEntry(Some.Project("r1"), ProjectKind.Cell), new ProjectEntry(Some.Project("r2"), ProjectKind.Fusion)]));

        Answer answer = await GetAsync("projects/list");

        Assert.Equal("""{"statusCode":"OK","statusString":"OK","values":{"stringList":{"values":["r1","r2"]}}}""", answer.Body);
    }

    [Fact]
    public async Task A_project_is_shown_with_every_field()
    {
        ProjectInfo info = Some.Info("irisTest") with
        {
            Schema = Schema.Of([new AttributeInfo("x<&>", AttributeKind.Continuous), new AttributeInfo("c$a", AttributeKind.Binary, "c")]),
            Settings = new ProjectSettings("gpu", false, true, ImmutableSortedDictionary<string, string>.Empty.Add("k", "v")),
            Models = [new ModelEntry("m1", "lda"), new ModelEntry("m2", "mlr")],
        };
        Script.On<ProjectProtocol.GetProjectInfo>(_ => new ProjectProtocol.ProjectInfoFound(info));

        Answer answer = await GetAsync("projects/irisTest/info");

        Assert.Equal(
            """{"statusCode":"OK","statusString":"OK","values":{"smlInfo":{"pid":"irisTest","type":"gpu","attributeNames":["x<&>","c$a"],"attributeTypes":["C","B"],"attributeIndexes":[0,1],"modelsList":["m1","m2"],"modelTypeList":["lda","mlr"],"dsList":[],"streams":[],"params":{"k":"v","sml_project_is_freeze":"false"},"creationDate":1488220762857,"lastModificationDate":1488220780484,"loaded":true,"persisted":false,"histogramEnabled":true,"autoSave":true,"hash":-1,"isDirty":false,"modelAssessments":{},"modelPredictions":{},"categorySeparator":"$"}}}""",
            answer.Body);
    }

    [Theory]
    [InlineData(ProjectKind.Cell, "partition")]
    [InlineData(ProjectKind.Fusion, "fusion")]
    public async Task A_partition_project_and_a_fusion_of_such_show_their_split_column(ProjectKind kind, string type)
    {
        ProjectInfo info = Some.Info("irisTest", kind) with
        {
            Settings = new ProjectSettings(type, true, false, ImmutableSortedDictionary<string, string>.Empty.Add("partitionSplit", "class")),
        };
        Script.On<ProjectProtocol.GetProjectInfo>(_ => new ProjectProtocol.ProjectInfoFound(info));

        Assert.Equal("class", (await GetAsync("projects/irisTest/info")).Values["smlInfo"]!["partitionColumn"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_fusion_project_shows_its_cells_without_keys_and_its_last_error()
    {
        ProjectInfo info = Some.Info("both", ProjectKind.Fusion) with
        {
            FetchError = "cell1 at h: Connection refused",
            Cells = [new CellAddress("h", "http://h:8080", "c2", "cell1")],
        };
        Script.On<ProjectProtocol.GetProjectInfo>(_ => new ProjectProtocol.ProjectInfoFound(info));

        Answer answer = await GetAsync("projects/both/info");

        Assert.Equal("fusion", answer.Values["smlInfo"]!["type"]!.GetValue<string>());
        Assert.Equal("""{"fusion_fetch_error":"cell1 at h: Connection refused","sml_project_is_freeze":"false"}""", answer.Values["smlInfo"]!["params"]!.ToJsonString());
        Assert.Equal("""{"values":[{"host":"h","cid":"c2","pid":"cell1"}]}""", answer.Values["smlInfo"]!["fusionCellInfoList"]!.ToJsonString());
        Assert.Equal("""{"values":[{"host":"h","cid":"c2","pid":"cell1"}]}""", Cipher.Decrypt(answer.Values["smlInfo"]!["fusionCellInfo"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_info_may_be_a_job()
    {
        AssertJobCreated(await GetAsync("projects/irisTest/info?async=true"));

        JobProtocol.StartJob job = Script.Single<JobProtocol.StartJob>();
        Assert.Equal(("info", ProjectKind.Cell, new ProjectProtocol.GetProjectInfo(Some.Project("irisTest"))), (job.Type, job.Kind, job.Work));
    }

    [Fact]
    public async Task A_digest_is_shown_with_rows_and_attributes()
    {
        Script.On<ProjectProtocol.GetDigest>(_ => new ProjectProtocol.DigestFound("ab12", 150, 4));

        Answer answer = await GetAsync("projects/irisTest/digest");

        Assert.Equal("""{"statusCode":"OK","statusString":"OK","values":{"digest":{"sha256":"ab12","rows":150,"attributes":4}}}""", answer.Body);
    }

    [Theory]
    [InlineData("/symetry/rest/c1/projects/r1")]
    [InlineData("/symetry/c1/projects/r1")]
    public async Task A_project_is_deleted_on_both_paths(string path)
    {
        Script.On<CustomerProtocol.DeleteProject>(command => new CustomerProtocol.ProjectDeleted(command.CustomerId, command.Name));

        Answer answer = await Host.SendAsync("DELETE", path);

        Assert.Equal("""{"statusCode":"OK","statusString":"deleted Project with id[r1] from Customer[c1] store","values":{}}""", answer.Body);
    }

    [Fact]
    public async Task Deleting_an_unknown_project_has_its_own_text()
    {
        Script.On<CustomerProtocol.DeleteProject>(command => new Refused(Fault.UnknownProjectOnDelete(command.CustomerId, command.Name.Value)));

        AssertBadRequest("Customer[c1] does not have Project with id[r1], ", await DeleteAsync("projects/r1"));
        AssertBadRequest("Customer[c1] does not have Project with id[a:b], ", await DeleteAsync("projects/a:b"));
    }

    [Theory]
    [InlineData("GET", "projects/r2/info")]
    [InlineData("GET", "projects/r2/digest")]
    [InlineData("POST", "projects/r2/learn")]
    [InlineData("POST", "projects/r2/forget")]
    [InlineData("POST", "projects/r2/explore?metric=uni")]
    [InlineData("POST", "projects/r2/build?modelid=m&algo=lda")]
    [InlineData("GET", "projects/r2/models/m")]
    [InlineData("DELETE", "projects/r2/models/m")]
    [InlineData("POST", "projects/r2/predict/m")]
    [InlineData("POST", "projects/fusion/r2/cellsStatus")]
    [InlineData("POST", "projects/fusion/r2/updateCellsInfo")]
    [InlineData("GET", "projects/r2/save")]
    [InlineData("GET", "projects/r2/freeze")]
    [InlineData("GET", "projects/r2/unfreeze")]
    [InlineData("GET", "projects/r2/unload")]
    [InlineData("GET", "projects/r2/merge?otherProjectName=irisTest")]
    [InlineData("GET", "projects/irisTest/merge?otherProject=r2")]
    [InlineData("GET", "projects/r2/export")]
    [InlineData("GET", "projects/r2/getLFStats")]
    [InlineData("GET", "projects/r2/getDsLog")]
    [InlineData("POST", "projects/r2/streams/create")]
    public async Task Every_operation_on_an_unknown_project_says_so(string method, string path) =>
        AssertBadRequest("Cannot Find SYMETRYML id[r2] for Customer id [c1]", await Host.SendAsync(method, "/symetry/rest/c1/" + path));

    [Fact]
    public async Task A_name_in_the_path_is_percent_decoded()
    {
        AssertBadRequest("Cannot Find SYMETRYML id[a é+] for Customer id [c1]", await GetAsync("projects/a%20%C3%A9+/info"));
        Assert.Equal("a é+", Script.Single<CustomerProtocol.FindProject>().Name.Value);
    }

    private void AllowCreation() =>
        Script.On<CustomerProtocol.CreateProject>(command => new CustomerProtocol.ProjectCreated(command.CustomerId, new ProjectId(command.CustomerId, command.Name, 0)));
}

using System.Collections.Immutable;
using Fusion.Models;

namespace Fusion.Http.Endpoints;

/// <summary>Keys of models that learn row by row and so are declared when their project is created.</summary>
internal static class OnlineModelKeys
{
    private const string Anomaly = "rf_anomaly";
    private const long DefaultCentroids = 100;
    private const long DefaultWarmUp = 101;

    private static readonly ImmutableArray<string> ForestTypes = ["rf_classifier", "rf_regressor", Anomaly];

    private static readonly ImmutableArray<string> AutoFlags =
    [
        "automl_ignore_outliers", "automl_remove_collinearity", "automl_ignore_low_variance", "automl_use_svd", "automl_vif_filter",
        "automl_use_feature_importance", "automl_add_feature_interaction",
    ];

    /// <summary>Checks whatever is declared. Unknown keys are nobody's concern.</summary>
    /// <exception cref="InvalidRequestException">A mandatory key is missing, or a value is not allowed.</exception>
    public static void Check(CreationKeys keys)
    {
        if (keys.FirstWith("rf_") is not null) CheckForest(keys);
        CheckSurvival(keys);
        if (keys.FirstWith("lr_") is not null)
            keys.Require("lr_target_column", "A logistic regression needs the key lr_target_column: the column it predicts");
        if (keys.FirstWith("cluster_") is not null) CheckClusters(keys);
        CheckAuto(keys);
    }

    private static void CheckForest(CreationKeys keys)
    {
        string type = keys.Find("rf_type") ?? ForestTypes[0];
        if (!ForestTypes.Contains(type)) throw new InvalidRequestException($"The key rf_type is [{type}]; allowed are {string.Join(", ", ForestTypes)}");
        if (type != Anomaly) keys.Require("rf_target_name", $"A forest of type {type} needs the key rf_target_name: the attribute it predicts");
        keys.Whole("rf_num_classes", 2);
        keys.Whole("rf_num_trees", 1);
        keys.Whole("rf_step", 1);
        keys.Whole("rf_complexity", 1);
        keys.Whole("rf_max_split_time", 0);
        keys.Whole("rf_rnd_seed", long.MinValue);
        keys.Number("rf_missing_value");
        keys.Number("rf_dirichlet");
        keys.Flag("rf_always_split");
    }

    /// <summary>The keys are documented with and without their prefix.</summary>
    private static void CheckSurvival(CreationKeys keys)
    {
        bool time = Given("time_column"), ends = Given("event_column"), group = Given("group_column");
        if (!time && !ends && !group) return;
        if (!time) throw new InvalidRequestException("A survival curve needs the key km_time_column: the column of times");
        if (!ends) throw new InvalidRequestException("A survival curve needs the key km_event_column: the column that tells whether the event came");

        bool Given(string key) => (keys.Find("km_" + key) ?? keys.Find(key)) is not null;
    }

    private static void CheckClusters(CreationKeys keys)
    {
        keys.Require("cluster_features", "Clusters need the key cluster_features: attribute names or indexes, separated by colons");
        keys.Whole("cluster_rnd_seed", long.MinValue);
        keys.Whole("cluster_max_iterations", 1);
        long centroids = keys.Whole("cluster_num_centroids", 1) ?? DefaultCentroids;
        long warmUp = keys.Whole("cluster_warmup_period", 1) ?? DefaultWarmUp;
        if (warmUp <= centroids)
            throw new InvalidRequestException($"The key cluster_warmup_period is [{warmUp}]; it must exceed cluster_num_centroids, which is {centroids}");
    }

    private static void CheckAuto(CreationKeys keys)
    {
        if (keys.Flag("automl_project_is_automl") != true) return;
        keys.Require("automl_target_name", "An AutoML project needs the key automl_target_name: the attribute it predicts");
        foreach (string flag in AutoFlags) keys.Flag(flag);
        keys.Whole("automl_warmup_size", 1);
        keys.Whole("automl_feature_interaction_threshold", 0);
        keys.Whole("automl_feature_interaction_max_number", 0);
        keys.Whole("automl_fast_num_bins", 1);
        keys.Whole("automl_fast_num_threads", 1);
        keys.Number("automl_threshold_variance");
        keys.Number("automl_vif_filter_threshold");
    }
}

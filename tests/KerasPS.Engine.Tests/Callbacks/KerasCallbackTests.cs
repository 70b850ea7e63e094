using System.Reflection;

namespace KerasPS.Tests.Callbacks;

/// <summary>Keras's own tests of callbacks: each has its counterpart here, or a reason to have none.</summary>
public class KerasCallbackTests
{
    private static readonly Dictionary<string, (Type Tests, string[] Methods)> Counterparts = new()
    {
        ["callback_test.test_model_state_is_current_on_epoch_end"] = (typeof(HookOrderTests), [nameof(HookOrderTests.The_weights_are_those_after_the_batch)]),
        ["csv_logger_test.test_CSVLogger"] = (typeof(CsvLoggerTests), [nameof(CsvLoggerTests.Appends_without_a_second_header), nameof(CsvLoggerTests.Replaces_without_append)]),
        ["csv_logger_test.test_stop_training_csv"] = (typeof(CsvLoggerTests), [nameof(CsvLoggerTests.A_NaN_is_written)]),
        ["early_stopping_test.test_early_stopping"] = (typeof(MonitorCallbackTests), [nameof(MonitorCallbackTests.Knows_the_direction), nameof(MonitorCallbackTests.An_unknown_name_is_an_error_before_the_first_epoch)]),
        ["early_stopping_test.test_early_stopping_patience"] = (typeof(EarlyStoppingTests), [nameof(EarlyStoppingTests.Waits_for_its_patience)]),
        ["early_stopping_test.test_early_stopping_reuse"] = (typeof(EarlyStoppingTests), [nameof(EarlyStoppingTests.Begins_anew_with_each_training)]),
        ["early_stopping_test.test_state_reset_across_fit_calls"] = (typeof(EarlyStoppingTests), [nameof(EarlyStoppingTests.Begins_anew_with_each_training)]),
        ["early_stopping_test.test_early_stopping_with_baseline"] = (typeof(EarlyStoppingTests), [nameof(EarlyStoppingTests.Trains_at_least_patience_epochs_from_the_first_that_counts)]),
        ["early_stopping_test.test_early_stopping_final_weights_when_restoring_model_weights"] = (typeof(EarlyStoppingTests), [nameof(EarlyStoppingTests.Decides_as_Keras), nameof(EarlyStoppingTests.Restores_the_best_weights_when_another_callback_ends_the_training)]),
        ["early_stopping_test.test_early_stopping_with_start_from_epoch"] = (typeof(EarlyStoppingTests), [nameof(EarlyStoppingTests.Trains_at_least_patience_epochs_from_the_first_that_counts)]),
        ["lambda_callback_test.test_lambda_callback"] = (typeof(SmallCallbackTests), [nameof(SmallCallbackTests.Lambdas_are_called_in_every_hook)]),
        ["lambda_callback_test.test_lambda_callback_with_batches"] = (typeof(SmallCallbackTests), [nameof(SmallCallbackTests.Lambdas_are_called_in_every_hook)]),
        ["lambda_callback_test.test_lambda_callback_with_kwargs"] = (typeof(SmallCallbackTests), [nameof(SmallCallbackTests.Lambdas_are_called_in_every_hook)]),
        ["lambda_callback_test.test_lambda_callback_no_args"] = (typeof(SmallCallbackTests), [nameof(SmallCallbackTests.A_lambda_without_functions_does_nothing)]),
        ["lambda_callback_test.test_lambda_callback_during_prediction"] = (typeof(SmallCallbackTests), [nameof(SmallCallbackTests.Lambdas_are_called_in_every_hook)]),
        ["learning_rate_scheduler_test.test_updates_learning_rate"] = (typeof(SmallCallbackTests), [nameof(SmallCallbackTests.A_schedule_sets_the_rate_of_each_epoch)]),
        ["learning_rate_scheduler_test.test_verbose_logging"] = (typeof(SmallCallbackTests), [nameof(SmallCallbackTests.A_schedule_says_what_it_sets)]),
        ["learning_rate_scheduler_test.test_schedule_dependent_on_previous_learning_rate"] = (typeof(SmallCallbackTests), [nameof(SmallCallbackTests.A_schedule_gets_the_current_rate)]),
        ["learning_rate_scheduler_test.test_throws_when_optimizer_has_schedule"] = (typeof(Optimizers.LearningRateTests), [nameof(Optimizers.LearningRateTests.A_callback_that_sets_the_rate_is_refused_before_the_first_epoch)]),
        ["learning_rate_scheduler_test.test_learning_rate_in_history"] = (typeof(SmallCallbackTests), [nameof(SmallCallbackTests.A_schedule_sets_the_rate_of_each_epoch)]),
        ["model_checkpoint_test.test_model_checkpoint_options"] = (typeof(ModelCheckpointTests), [nameof(ModelCheckpointTests.Saves_what_Keras_saves), nameof(ModelCheckpointTests.Batches_count_from_1), nameof(ModelCheckpointTests.The_first_value_must_beat_the_threshold), nameof(ModelCheckpointTests.A_missing_value_with_a_mode_is_a_warning_and_saves)]),
        ["model_checkpoint_test.test_model_checkpoint_loading"] = (typeof(ModelCheckpointTests), [nameof(ModelCheckpointTests.Each_file_has_the_weights_of_its_epoch)]),
        ["monitor_callback_test.test_monitor_op_logic"] = (typeof(MonitorCallbackTests), [nameof(MonitorCallbackTests.Knows_the_direction)]),
        ["monitor_callback_test.test_min_delta"] = (typeof(MonitorCallbackTests), [nameof(MonitorCallbackTests.A_change_must_exceed_min_delta)]),
        ["reduce_lr_on_plateau_test.test_reduces_lr_with_model_fit"] = (typeof(ReduceLROnPlateauTests), [nameof(ReduceLROnPlateauTests.Reduces_in_a_training)]),
        ["reduce_lr_on_plateau_test.test_verbose_logging"] = (typeof(ReduceLROnPlateauTests), [nameof(ReduceLROnPlateauTests.Says_and_records_what_it_does)]),
        ["reduce_lr_on_plateau_test.test_honors_min_lr"] = (typeof(ReduceLROnPlateauTests), [nameof(ReduceLROnPlateauTests.Reduces_in_a_training)]),
        ["reduce_lr_on_plateau_test.test_cooldown"] = (typeof(ReduceLROnPlateauTests), [nameof(ReduceLROnPlateauTests.Reduces_in_a_training)]),
        ["reduce_lr_on_plateau_test.test_state_reset_across_fit_calls"] = (typeof(ReduceLROnPlateauTests), [nameof(ReduceLROnPlateauTests.Begins_anew_with_each_training)]),
        ["remote_monitor_test.test_RemoteMonitor"] = (typeof(RemoteMonitorTests), [nameof(RemoteMonitorTests.A_server_that_is_not_there_is_a_warning)]),
        ["remote_monitor_test.test_RemoteMonitor_np_array"] = (typeof(RemoteMonitorTests), [nameof(RemoteMonitorTests.Values_of_all_kinds_become_JSON)]),
        ["remote_monitor_test.test_RemoteMonitor_np_float32"] = (typeof(RemoteMonitorTests), [nameof(RemoteMonitorTests.Values_of_all_kinds_become_JSON)]),
        ["remote_monitor_test.test_RemoteMonitorWithJsonPayload"] = (typeof(RemoteMonitorTests), [nameof(RemoteMonitorTests.Sends_a_JSON_object_an_epoch)]),
        ["swap_ema_weights_test.test_swap_ema_weights_with_invalid_optimizer"] = (typeof(SwapEmaWeightsTests), [nameof(SwapEmaWeightsTests.Needs_an_optimizer_with_an_average)]),
        ["swap_ema_weights_test.test_swap_ema_weights"] = (typeof(SwapEmaWeightsTests), [nameof(SwapEmaWeightsTests.Validates_the_average)]),
        ["swap_ema_weights_test.test_swap_ema_weights_on_epoch"] = (typeof(SwapEmaWeightsTests), [nameof(SwapEmaWeightsTests.Later_callbacks_find_the_average_after_an_epoch)]),
        ["swap_ema_weights_test.test_swap_ema_weights_with_loss_scale_optimizer"] = (typeof(SwapEmaWeightsTests), [nameof(SwapEmaWeightsTests.Validates_the_average)]),
        ["terminate_on_nan_test.test_TerminateOnNaN"] = (typeof(SmallCallbackTests), [nameof(SmallCallbackTests.An_exploding_loss_ends_training_in_order)]),
        ["terminate_on_nan_test.test_terminate_on_nan_graceful_stop"] = (typeof(SmallCallbackTests), [nameof(SmallCallbackTests.An_exploding_loss_ends_training_in_order)]),
        ["terminate_on_nan_test.test_terminate_on_nan_raise_error_raises_error"] = (typeof(SmallCallbackTests), [nameof(SmallCallbackTests.An_exploding_loss_can_be_an_error_that_names_the_batch)]),
        ["terminate_on_nan_test.test_normal_training_does_not_raise"] = (typeof(SmallCallbackTests), [nameof(SmallCallbackTests.A_finite_training_is_left_alone)]),
        ["terminate_on_nan_test.test_raise_error_terminate_stops_on_later_batch"] = (typeof(SmallCallbackTests), [nameof(SmallCallbackTests.An_exploding_loss_can_be_an_error_that_names_the_batch)]),
    };

    /// <summary>Keras's tests of what is otherwise here by decision, or not there.</summary>
    private static readonly Dictionary<string, string> WithoutCounterpart = new()
    {
        ["lambda_callback_test.test_lambda_callback_with_additional_kwargs"] = "an unknown hook is an error: tests/Pester/Callbacks.Tests.ps1, 'has no parameter that is no hook'",
        ["reduce_lr_on_plateau_test.test_throws_when_optimizer_has_schedule"] = "reductions are multiplied with the schedule: ReduceLROnPlateauTests.Is_multiplied_with_a_schedule_and_its_warm_up",
        ["terminate_on_nan_test.test_raise_error_terminate_does_not_trigger_on_train_end"] = "OnTrainEnd is called whatever ends a training: SmallCallbackTests.An_exploding_loss_can_be_an_error_that_names_the_batch",
        ["terminate_on_nan_test.test_raise_error_terminate_preserves_backup"] = "it replaces the end of BackupAndRestore by a function that does nothing, so that it tests nothing of TerminateOnNaN",
        ["swap_ema_weights_test.test_swap_ema_weights_with_tf_distribute"] = "TensorFlow's distribution",
    };

    [Fact]
    public void Every_counterpart_is_a_test()
    {
        foreach ((string name, (Type tests, string[] methods)) in Counterparts)
            Assert.All(methods, method => Assert.True(tests.GetMethod(method)?.GetCustomAttribute<FactAttribute>() is not null, $"{name}: {tests.Name}.{method} is no test."));
        Assert.Empty(Counterparts.Keys.Intersect(WithoutCounterpart.Keys));
    }

    /// <summary>The numbers of test methods in Keras 3.16's files.</summary>
    [Theory]
    [InlineData("callback_test", 1)]
    [InlineData("csv_logger_test", 2)]
    [InlineData("early_stopping_test", 7)]
    [InlineData("lambda_callback_test", 6)]
    [InlineData("learning_rate_scheduler_test", 5)]
    [InlineData("model_checkpoint_test", 2)]
    [InlineData("monitor_callback_test", 2)]
    [InlineData("reduce_lr_on_plateau_test", 6)]
    [InlineData("remote_monitor_test", 4)]
    [InlineData("swap_ema_weights_test", 5)]
    [InlineData("terminate_on_nan_test", 7)]
    public void All_of_Keras_s_tests_are_listed(string file, int count) =>
        Assert.Equal(count, Counterparts.Keys.Concat(WithoutCounterpart.Keys).Count(name => name.StartsWith(file + ".", StringComparison.Ordinal)));
}

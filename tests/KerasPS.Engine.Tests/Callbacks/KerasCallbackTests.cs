using System.Reflection;

namespace KerasPS.Tests.Callbacks;

/// <summary>Each of Keras's own tests of callbacks is mirrored by a test here, which names it (<see cref="MirrorsKerasAttribute"/>), or has a reason to have none.</summary>
public class KerasCallbackTests
{
    /// <summary>Keras's tests of what is otherwise here by decision, or not there, and why.</summary>
    private static readonly Dictionary<string, string> WithoutCounterpart = new()
    {
        ["lambda_callback_test.test_lambda_callback_with_additional_kwargs"] = "an unknown hook is an error: tests/Pester/Callbacks.Tests.ps1, 'has no parameter that is no hook'",
        ["reduce_lr_on_plateau_test.test_throws_when_optimizer_has_schedule"] = "reductions are multiplied with the schedule: ReduceLROnPlateauTests.Is_multiplied_with_a_schedule_and_its_warm_up",
        ["terminate_on_nan_test.test_raise_error_terminate_does_not_trigger_on_train_end"] = "OnTrainEnd is called whatever ends a training: SmallCallbackTests.An_exploding_loss_can_be_an_error_that_names_the_batch",
        ["terminate_on_nan_test.test_raise_error_terminate_preserves_backup"] = "it replaces the end of BackupAndRestore by a function that does nothing, so that it tests nothing of TerminateOnNaN",
        ["swap_ema_weights_test.test_swap_ema_weights_with_tf_distribute"] = "TensorFlow's distribution",
        ["backup_and_restore_test.test_backup_corrupted"] = "there is no second copy (double_checkpoint), because the one file is whole at any time: AtomicFileTests; one that is damaged from outside is an error: BackupAndRestoreTests.A_damaged_backup_is_an_error_and_stays",
        ["orbax_checkpoint_test.test_async_vs_sync_saving"] = "no file is written in the background: a save that was reported is on the disk",
        ["orbax_checkpoint_test.test_distributed_checkpoint_functionality"] = "JAX's distribution",
        ["orbax_checkpoint_test.test_distributed_checkpoint_resharding"] = "JAX's distribution",
        ["tensorboard_test.test_TensorBoard_auto_trace"] = "the profiler of TensorFlow and JAX",
    };

    /// <summary>The test methods in the files of Keras 3.16's folder of callbacks.</summary>
    private static readonly string[] All = File.ReadAllLines(RepositoryFiles.PathOf("tests", "goldens", "keras-callback-tests.txt"));

    private static readonly string[] Mirrored = typeof(KerasCallbackTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
        .SelectMany(method => method.GetCustomAttributes<MirrorsKerasAttribute>())
        .Select(mirror => mirror.Test)
        .Distinct()
        .ToArray();

    [Fact]
    public void All_are_listed() => Assert.Equal(84, All.Distinct().Count());

    [Fact]
    public void Each_is_mirrored_or_has_a_reason_not_to_be() => Assert.Empty(All.Except(Mirrored).Except(WithoutCounterpart.Keys));

    [Fact]
    public void Nothing_else_is_named() => Assert.Empty(Mirrored.Concat(WithoutCounterpart.Keys).Except(All));

    [Fact]
    public void Nothing_is_both() => Assert.Empty(Mirrored.Intersect(WithoutCounterpart.Keys));
}

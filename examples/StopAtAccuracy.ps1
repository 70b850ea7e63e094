# Ends a training when an epoch's accuracy on the training data reaches a target.
class StopAtAccuracy : KerasPS.Callback {
    [double] $Target

    StopAtAccuracy([double] $target) { $this.Target = $target }

    [void] OnEpochEnd([int] $epoch, [KerasPS.Logs] $logs) {
        if ($logs.accuracy -ge $this.Target) { $this.Model.StopTraining = $true }
    }
}

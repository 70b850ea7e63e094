BeforeAll {
    . "$PSScriptRoot/Shared.ps1"
    $data = Get-SampleDataset Iris

    function Start-Training([string] $Backup, [scriptblock] $Hook = {}, [long] $Seed = 3) {
        $model = New-SequentialModel (New-DenseLayer 8 -Activation relu), (New-DropoutLayer 0.2), (New-DenseLayer 3 -Activation softmax)
        Initialize-Model $model -Optimizer adam -Loss sparse_categorical_crossentropy -Metric accuracy
        $callback = @($Hook)
        if ($Backup) { $callback += New-BackupAndRestore $Backup }
        Invoke-ModelFit $model $data -Epoch 5 -Seed $Seed -ValidationSplit 0.2 -Callback $callback
    }
}

Describe 'New-BackupAndRestore' {
    It 'goes on after an error as if there had been none' {
        $folder = Join-Path $TestDrive 'backup'
        $expected = Start-Training
        $failure = Get-Failure { Start-Training $folder { param($epoch) if ($epoch -eq 3) { throw 'power cut' } } }
        $failure.Exception.Message | Should -BeLike '*power cut*'
        Join-Path $folder 'backup.keras' | Should -Exist
        # Another seed, which a new process would draw: the backup knows its own.
        $epochs = Start-Training $folder -Seed 99
        $epochs.epoch | Should -Be 1, 2, 3, 4, 5
        foreach ($name in 'loss', 'accuracy', 'val_loss', 'val_accuracy') { $epochs.$name | Should -Be $expected.$name }
        $folder | Should -Not -Exist
    }

    It 'goes on after a pipeline that took no more' {
        $folder = Join-Path $TestDrive 'pipeline'
        $expected = Start-Training
        (Start-Training $folder | Select-Object -First 2).epoch | Should -Be 1, 2
        Join-Path $folder 'backup.keras' | Should -Exist
        (Start-Training $folder).loss | Should -Be $expected.loss
    }

    It 'refuses the backup of another model' {
        $folder = Join-Path $TestDrive 'other'
        Start-Training $folder | Select-Object -First 1 | Out-Null
        $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
        $failure = Get-Failure { Invoke-ModelFit $model $data -Loss sparse_categorical_crossentropy -Callback (New-BackupAndRestore $folder) }
        $failure.FullyQualifiedErrorId | Should -BeLike 'KerasPS.BackupDiffers,*'
        $failure.Exception.Message | Should -BeLike "*$folder*other layers*"
    }
}

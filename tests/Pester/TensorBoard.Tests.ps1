BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $train, $val = Get-SampleDataset Iris | Split-Dataset 0.8 -Seed 7 -Stratified
}

Describe 'New-TensorBoard' {
    It 'has Keras''s arguments and defaults' {
        $callback = New-TensorBoard
        $callback | Should -BeOfType ([KerasPS.TensorBoard])
        $callback.LogDir | Should -Be (Join-Path $PWD.ProviderPath 'logs')
        $callback.HistogramFreq, $callback.WriteGraph, $callback.WriteImages, $callback.WriteStepsPerSecond, $callback.UpdateFreq, $callback.EmbeddingsFreq |
            Should -Be 0, $true, $false, $false, 'epoch', 0
        (Get-Command New-TensorBoard).Parameters.Keys | Should -Not -Contain 'ProfileBatch'
    }

    It 'writes into a folder relative to PowerShell''s location' {
        Push-Location $TestDrive
        try {
            $null = Invoke-ModelFit (New-IrisModel) $train -ValidationData $val -Epoch 2 -Callback (New-TensorBoard relative -UpdateFreq batch -Hparam @{ units = 16; kind = 'dense' })
        }
        finally {
            Pop-Location
        }

        (Get-ChildItem "$TestDrive/relative" -Directory).Name | Should -Be 'train', 'validation'
        $log = Show-TensorBoardLog "$TestDrive/relative"
        $log | Where-Object Tag -EQ 'batch_loss' | ForEach-Object Step | Select-Object -First 3 | Should -Be 1, 2, 3
        ($log | Where-Object Kind -EQ 'HParams')[0].Value['units'] | Should -Be 16
        ($log | Where-Object Kind -EQ 'Graph').Value.Operation | Should -Contain 'MatMul'
    }

    It 'refuses another frequency' {
        { New-TensorBoard -UpdateFreq sometimes } | Should -Throw '*sometimes*' -ErrorId 'KerasPS.InvalidValue,*'
    }
}

Describe 'Show-TensorBoardLog' {
    BeforeAll {
        $runs = Join-Path $TestDrive 'runs'
        $histories = foreach ($run in 'a', 'b') {
            , @(Invoke-ModelFit (New-IrisModel) $train -ValidationData $val -Epoch 3 -Callback (New-TensorBoard "$runs/$run" -HistogramFreq 2))
        }
    }

    It 'gives an object for each value' {
        $losses = Show-TensorBoardLog $runs -Tag epoch_loss
        $losses.Run | Select-Object -Unique | Should -Be 'a/train', 'a/validation', 'b/train', 'b/validation'
        $trained = $losses | Where-Object Run -EQ 'b/train'
        $trained.Step | Should -Be 0, 1, 2
        $trained.Value | Should -Be ($histories[1].loss | ForEach-Object { [float] $_ })
        $trained.Kind | Select-Object -Unique | Should -Be 'Scalar'
        $trained[0].WallTime | Should -BeOfType ([datetime])
        [Math]::Abs(((Get-Date) - $trained[0].WallTime).TotalMinutes) | Should -BeLessThan 10
    }

    It 'takes -LiteralPath as it is' {
        Copy-Item "$runs/a" "$TestDrive/copy" -Recurse
        [IO.Directory]::Move("$TestDrive/copy", "$TestDrive/run[1]")
        @(Show-TensorBoardLog -LiteralPath "$TestDrive/run[1]" -Tag epoch_loss).Count | Should -Be 6
    }

    It 'takes wildcards for tags and runs' {
        (Show-TensorBoardLog $runs -Tag *loss*, EPOCH_acc* -Run a/v*).Tag | Sort-Object -Unique |
            Should -Be 'epoch_accuracy', 'epoch_loss', 'evaluation_loss_vs_iterations'
        Show-TensorBoardLog $runs -Tag none | Should -BeNullOrEmpty
    }

    It 'reads files from the pipeline, and folders by wildcard' {
        $files = Get-ChildItem $runs -Recurse -File
        ($files | Show-TensorBoardLog).Count | Should -Be (Show-TensorBoardLog $runs).Count
        (Show-TensorBoardLog "$runs/[ab]" -Tag epoch_loss).Run | Select-Object -Unique | Should -Be 'train', 'validation'
    }

    It 'shows histograms as buckets' {
        $histograms = Show-TensorBoardLog $runs/a -Tag *kernel/histogram
        $histograms.Step | Sort-Object -Unique | Should -Be 0, 2
        ($histograms[0].Value | Measure-Object Count -Sum).Sum | Should -Be 32
    }

    It 'stops reading when nobody wants more' {
        Show-TensorBoardLog $runs | Select-Object -First 1 -ExpandProperty Run | Should -Be 'a/train'
    }

    It 'prints one line a value' {
        $text = Show-TensorBoardLog $runs/a | Out-String -Width 160
        $text | Should -Match 'Run\s+Tag\s+Step\s+WallTime\s+Value'
        $text | Should -Match 'train\s+epoch_loss\s+0\s+\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s+\d+\.\d+'
        $text | Should -Match '30 buckets'
    }

    It 'says where a file is damaged' {
        $file = Copy-Item (Get-ChildItem $runs -Recurse -File)[0] "$TestDrive/events.out.tfevents.broken" -PassThru
        $bytes = [System.IO.File]::ReadAllBytes($file)
        $bytes[20] = $bytes[20] -bxor 1
        [System.IO.File]::WriteAllBytes($file, $bytes)
        { Show-TensorBoardLog $file } | Should -Throw '*at byte 0 is damaged*' -ErrorId 'KerasPS.InvalidFile,*'
    }

    It 'says that there is nothing' {
        { Show-TensorBoardLog "$TestDrive/nowhere" } | Should -Throw -ErrorId 'KerasPS.FileNotFound,*'
    }
}

# Sessions within a process: each of several runspaces imports the module and trains, and gives what one alone gives.
BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $manifestFile = Join-Path (Get-Module KerasPS).ModuleBase KerasPS.psd1
    $irisRow = Import-Csv $irisFile

    # The losses of a small training, as text so that every bit counts: with dropout, shuffling and random first weights.
    $train = {
        param([string] $Manifest, $Row, [int] $Seed)
        # One at a time: PowerShell's own Import-Module fails now and then ("Collection was modified") where several runspaces import at the same moment.
        [System.Threading.Monitor]::Enter([runspacefactory])
        try { Import-Module $Manifest } finally { [System.Threading.Monitor]::Exit([runspacefactory]) }
        $data = $Row | ConvertTo-Dataset -Label species
        Set-RandomSeed $Seed
        $model = New-SequentialModel -Layer (New-DenseLayer 16 -Activation relu), (New-DropoutLayer 0.3), (New-DenseLayer 3 -Activation softmax)
        $history = Invoke-ModelFit $model $data -Optimizer adam -Loss scce -Metric accuracy -Epoch 8 -BatchSize 16 -Seed $Seed
        [pscustomobject]@{ Seed = $Seed; Values = "$($history.loss) $($history.accuracy) $($model.History.StopReason)" }
    }
    $seed = 1..6
    $alone = $seed | ForEach-Object { (& $train $manifestFile $irisRow $_).Values }

    function Assert-Alone($Result) {
        $Result | Should -HaveCount $seed.Count
        ($Result | Sort-Object Seed).Values | Should -BeExactly $alone
    }
}

Describe 'Trainings at the same time give what each gives alone' {
    It 'has seeds that make a difference' { $alone | Sort-Object -Unique | Should -HaveCount $seed.Count }

    It 'with ForEach-Object -Parallel' {
        $text = "$train"
        $result = $seed | ForEach-Object -ThrottleLimit 3 -Parallel { & ([scriptblock]::Create($using:text)) $using:manifestFile $using:irisRow $_ }
        Assert-Alone $result
    }

    It 'as thread jobs' {
        $job = $seed | ForEach-Object { Start-ThreadJob $train -ArgumentList $manifestFile, $irisRow, $_ -ThrottleLimit 3 }
        try { Assert-Alone ($job | Receive-Job -Wait) } finally { $job | Remove-Job -Force }
    }

    It 'in a pool of runspaces' {
        $pool = [runspacefactory]::CreateRunspacePool(1, 4)
        $pool.Open()
        $running = foreach ($one in $seed) {
            $shell = [powershell]::Create()
            $shell.RunspacePool = $pool
            $null = $shell.AddScript("$train").AddArgument($manifestFile).AddArgument($irisRow).AddArgument($one)
            @{ Shell = $shell; Handle = $shell.BeginInvoke() }
        }
        try {
            $result = $running | ForEach-Object { $_.Shell.EndInvoke($_.Handle) }
            $running | ForEach-Object { $_.Shell.Streams.Error } | Should -BeNullOrEmpty
            Assert-Alone $result
        } finally {
            $running | ForEach-Object { $_.Shell.Dispose() }
            $pool.Dispose()
        }
    }

    It 'in a pool of runspaces that have the module from their start' {
        $state = [initialsessionstate]::CreateDefault()
        $state.ImportPSModule($manifestFile)
        $pool = [runspacefactory]::CreateRunspacePool($state)
        $null = $pool.SetMaxRunspaces(3)
        $pool.Open()
        $running = foreach ($one in $seed) {
            $shell = [powershell]::Create()
            $shell.RunspacePool = $pool
            $null = $shell.AddScript("$train").AddArgument($manifestFile).AddArgument($irisRow).AddArgument($one)
            @{ Shell = $shell; Handle = $shell.BeginInvoke() }
        }
        try { Assert-Alone ($running | ForEach-Object { $_.Shell.EndInvoke($_.Handle) }) }
        finally {
            $running | ForEach-Object { $_.Shell.Dispose() }
            $pool.Dispose()
        }
    }

    It 'with data and models of another runspace' {
        $iris = Get-SampleDataset Iris
        $one = $seed | ForEach-Object { "$((Invoke-ModelFit (New-IrisModel -Seed $_) $iris -Epoch 20 -Seed $_).loss)" }
        $models = $seed | ForEach-Object { New-IrisModel -Seed $_ }
        $together = $seed | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module $using:manifestFile
            [pscustomobject]@{ Seed = $_; Loss = "$((Invoke-ModelFit ($using:models)[$_ - 1] $using:iris -Epoch 20 -Seed $_).loss)" }
        }
        ($together | Sort-Object Seed).Loss | Should -BeExactly $one
    }
}

Describe 'A session that removes the module' {
    It 'leaves it to the others' {
        $log = "$TestDrive/log.csv"
        $useOurs = "Invoke-ModelFit (New-SequentialModel (New-DenseLayer 3 -Activation softmax)) (Import-Dataset '$irisFile' -Label species) -Loss scce -Callback (New-CsvLogger '$log')"
        $run = Invoke-Fresh @"
Import-Module '$manifestFile'
`$other = [powershell]::Create()
`$null = `$other.AddCommand('Import-Module').AddArgument('$manifestFile').Invoke()
Remove-Module KerasPS
`$other.Commands.Clear()
`$null = `$other.AddScript({ $useOurs }).Invoke()
`$other.Streams.Error
`$other.Runspace.Dispose()
Import-Module '$manifestFile'
(Import-Dataset '$log' -Label loss).Count
"@
        $run.Output | Should -Be '1'
        Get-Content $log | Should -HaveCount 2
    }
}

# Ctrl+C: what ends a pipeline from another thread.
BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $iris = Get-SampleDataset Iris

    function Wait-Until([scriptblock] $Condition) {
        $limit = [datetime]::UtcNow.AddSeconds(20)
        while (-not (& $Condition)) {
            if ([datetime]::UtcNow -gt $limit) { throw "Waited too long for: $Condition" }
            Start-Sleep -Milliseconds 20
        }
    }

    # Whether nobody has the file open.
    function Test-Closed([string] $Path) {
        try { [IO.File]::Open($Path, 'Open', 'ReadWrite', 'None').Dispose(); $true } catch [IO.IOException] { $false }
    }

    # The engine is built for an older .NET than this PowerShell's, of which the compiler warns.
    Add-Type -CompilerOptions '-nowarn:CS1701' -ReferencedAssemblies ([KerasPS.Model].Assembly.Location) -TypeDefinition @'
public sealed class EndCounter : KerasPS.Callback
{
    public int Begins;
    public int Ends;
    public KerasPS.StopReason Reason;
    public override void OnTrainBegin(KerasPS.Logs logs) => Begins++;
    public override void OnTrainEnd(KerasPS.Logs logs) { Ends++; Reason = Model.History.StopReason; }
}
'@
}

Describe 'A training that is stopped <Where>' -ForEach @(
    @{ Where = 'in a runspace'; Kind = 'runspace' }
    @{ Where = 'as a thread job'; Kind = 'job' }
) {
    BeforeAll {
        $model = New-IrisModel
        $counter = [EndCounter]::new()
        $file = Join-Path $TestDrive "$Kind.csv"
        $script = {
            param($model, $data, $counter, $file)
            Import-Module KerasPS
            Invoke-ModelFit $model $data -Epoch 10000000 -Callback (New-CsvLogger $file), $counter
        }
        $arguments = $model, $iris, $counter, $file
        if ($Kind -eq 'runspace') {
            $ps = [powershell]::Create()
            $null = $ps.AddScript($script).AddParameters($arguments)
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $null = $ps.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        } else {
            $job = Start-ThreadJob $script -ArgumentList $arguments
        }
        Wait-Until { $model.History.Epochs.Count -ge 5 }
        $watch = [Diagnostics.Stopwatch]::StartNew()
        if ($Kind -eq 'runspace') {
            $ps.Stop()
            $state = $ps.InvocationStateInfo.State
        } else {
            Stop-Job $job
            $state = $job.State
            $output = Receive-Job $job
        }
        $watch.Stop()
    }

    AfterAll {
        if ($ps) { $ps.Dispose() }
        if ($job) { Remove-Job $job -Force }
    }

    It 'ends soon' {
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 2
        $state | Should -Be 'Stopped'
    }

    It 'says that it was interrupted, and keeps the history' {
        $model.History.StopReason | Should -Be 'Interrupted'
        $model.History.Epochs.Count | Should -BeGreaterOrEqual 5
        $model.History.StoppedEpoch | Should -Be $model.History.Epochs.Count
    }

    It 'has emitted the epochs until then' {
        $output[0].epoch | Should -Be 1
        # The last may have come when nobody took it any more.
        ($model.History.Epochs.Count - $output.Count) | Should -BeIn 0, 1
    }

    It 'ends each callback once' {
        $counter.Begins | Should -Be 1
        $counter.Ends | Should -Be 1
        $counter.Reason | Should -Be 'Interrupted'
    }

    It 'completes and closes files' {
        Test-Closed $file | Should -BeTrue
        $rows = Import-Csv $file
        $rows.Count | Should -Be $model.History.Epochs.Count
        [double] $rows[-1].loss | Should -Be $model.History['loss'][-1]
    }

    It 'leaves a model that can be used and trained on' {
        (Invoke-ModelEvaluate $model $iris).loss | Should -BeLessThan $model.History['loss'][0]
        (Invoke-ModelFit $model $iris -Epoch 2).epoch | Should -Be 1, 2
        $model.History.StopReason | Should -Be 'Completed'
    }
}

# The variable KERASPS_STOPS sets the number of interruptions.
Describe 'A training that is stopped again and again, at random moments' {
    It 'leaves whole files, a usable model and a session that goes on' {
        $stops = [int] ($env:KERASPS_STOPS ?? 15)
        $folder = (New-Item (Join-Path $TestDrive stops) -ItemType Directory).FullName
        $files = @{ Checkpoint = Join-Path $folder best.keras; Csv = Join-Path $folder log.csv; Backup = Join-Path $folder backup; Board = Join-Path $folder board }
        $random = [random]::new(5)
        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()
        $seconds = [Collections.Generic.List[double]]::new()
        $epochs = 0
        try {
            for ($i = 0; $i -lt $stops; $i++) {
                $model = New-IrisModel
                $ps = [powershell]::Create($runspace)
                $null = $ps.AddScript({
                        param($model, $data, $files)
                        Import-Module KerasPS
                        Invoke-ModelFit $model $data -Epoch 10000000 -BatchSize 16 -Seed 1 -Callback @(
                            New-ModelCheckpoint $files.Checkpoint -Monitor loss -SaveBestOnly
                            New-CsvLogger $files.Csv
                            New-BackupAndRestore $files.Backup -SaveFreq 7
                            New-TensorBoard $files.Board
                            { param($epoch, $logs) $script:seen = $logs.loss })
                    }).AddParameters(@($model, $iris, $files))
                $running = $ps.BeginInvoke()
                Start-Sleep -Milliseconds $random.Next(250)
                $watch = [Diagnostics.Stopwatch]::StartNew()
                $ps.Stop()
                $seconds.Add($watch.Elapsed.TotalSeconds)
                try { $null = $ps.EndInvoke($running) } catch [System.Management.Automation.PipelineStoppedException] { $null = $_ }
                $ps.InvocationStateInfo.State | Should -Be 'Stopped'
                $ps.Dispose()

                foreach ($file in $files.Checkpoint, (Join-Path $files.Backup backup.keras) | Where-Object { Test-Path $_ }) {
                    (Import-Model $file).Layers | Should -HaveCount 2
                }
                Get-ChildItem $folder -Recurse -Force -Filter '*.tmp' | Should -BeNullOrEmpty
                if (Test-Path $files.Csv) {
                    Test-Closed $files.Csv | Should -BeTrue
                    $rows = @(Import-Csv $files.Csv)
                    $rows | Where-Object { -not ($_.epoch -and $_.loss) } | Should -BeNullOrEmpty
                    $epochs = [math]::Max($epochs, $rows.Count)
                }
                Invoke-ModelPredict $model $iris | Should -HaveCount 150
            }
        }
        finally { $runspace.Dispose() }
        $epochs | Should -BeGreaterThan 0
        Show-TensorBoardLog $files.Board | Should -Not -BeNullOrEmpty
        ($seconds | Measure-Object -Maximum).Maximum | Should -BeLessThan 3
        $sorted = $seconds | Sort-Object
        Write-Information "$stops interruptions; the training ended within $([math]::Round(1000 * $sorted[[int] ($stops / 2)])) ms (median), $([math]::Round(1000 * $sorted[-1])) ms (longest)." -InformationAction Continue
    }
}

BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $folder = Join-Path $root 'examples/automation'
    $script = Join-Path $folder 'Invoke-NightlyTraining.ps1'
    $module = (Get-Module KerasPS).Path

    function Invoke-Training([string] $Into, [string[]] $Argument = @(), [string] $Label = 'species') {
        $program, $leading = Get-PowerShell
        $said = & $program @leading -NoProfile -NonInteractive -File $script -Path $irisFile -Label $Label -Folder $Into -Module $module @Argument 2>&1
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Output = @($said | ForEach-Object { "$_" }) -join "`n" }
    }

    function Get-RunLog([string] $In) { Get-Content (Join-Path $In training.log) -Raw }
}

Describe 'The nightly training' {
    It 'trains, puts the model into use, and writes its records' {
        $into = Join-Path $TestDrive first
        $run = Invoke-Training $into '-Epoch', 30
        $run.ExitCode | Should -Be 0 -Because $run.Output
        (Get-ChildItem $into).Name | Sort-Object | Should -Be history.csv, model.keras, runs.csv, training.lock, training.log
        Import-Csv (Join-Path $into history.csv) | Should -HaveCount 30
        $record = Import-Csv (Join-Path $into runs.csv)
        $record.reason | Should -Be Completed
        $record.used | Should -Be True
        [double] $record.accuracy | Should -BeGreaterThan 0.6
        Invoke-ModelPredict (Import-Model (Join-Path $into model.keras)) (Get-SampleDataset Iris) | Should -HaveCount 150
    }

    It 'keeps the better model, and appends to its records' {
        $into = Join-Path $TestDrive second
        (Invoke-Training $into '-Epoch', 30).ExitCode | Should -Be 0
        $before = Get-FileHash (Join-Path $into model.keras)
        (Invoke-Training $into '-Epoch', 2).ExitCode | Should -Be 0
        (Get-FileHash (Join-Path $into model.keras)).Hash | Should -Be $before.Hash
        (Import-Csv (Join-Path $into runs.csv)).used | Should -Be True, False
        Import-Csv (Join-Path $into history.csv) | Should -HaveCount 32
        Get-RunLog $into | Should -BeLike '*The old model stays*'
    }

    It 'does not run twice at once' {
        $into = (New-Item (Join-Path $TestDrive locked) -ItemType Directory).FullName
        $lock = [IO.File]::Open((Join-Path $into training.lock), 'OpenOrCreate', 'ReadWrite', 'None')
        try { (Invoke-Training $into).ExitCode | Should -Be 2 } finally { $lock.Dispose() }
        (Get-ChildItem $into).Name | Should -Be training.lock
    }

    It 'goes on after it was killed, on the same data, and ends as one that was not' {
        $alone, $killed = (Join-Path $TestDrive alone), (Join-Path $TestDrive killed)
        (Invoke-Training $alone '-Epoch', 60).ExitCode | Should -Be 0
        $data = Join-Path $TestDrive changing.csv
        Copy-Item $irisFile $data
        $program, $leading = Get-PowerShell
        $argument = $leading + @('-NoProfile', '-NonInteractive', '-File', $script, '-Path', $data, '-Label', 'species', '-Folder', $killed, '-Module', $module, '-Epoch', '60')
        $process = Start-Process $program -PassThru -RedirectStandardOutput (Join-Path $TestDrive said.txt) -ArgumentList ($argument | ForEach-Object { "`"$_`"" })
        $csv = Join-Path $killed history.csv
        $limit = [datetime]::UtcNow.AddSeconds(60)
        while (-not ((Test-Path $csv) -and @(Get-Content $csv).Count -gt 5)) {
            if ([datetime]::UtcNow -gt $limit -or $process.HasExited) { throw 'It did not train.' }
            Start-Sleep -Milliseconds 5
        }
        # Some PowerShells are started by another program, which is no training.
        $process.Kill($true)
        $process.WaitForExit()
        Set-Content $data 'nothing of use'
        Join-Path $killed unfinished/backup/backup.keras | Should -Exist
        $run = Invoke-Training $killed '-Epoch', 60, '-Resume'
        $run.ExitCode | Should -Be 0 -Because $run.Output
        Get-RunLog $killed | Should -BeLike '*Going on with the run that was cut off*'
        Get-Content $csv -Raw | Should -Be (Get-Content (Join-Path $alone history.csv) -Raw)
        $weights = $killed, $alone | ForEach-Object { , @(Get-FlatWeight (Import-Model (Join-Path $_ model.keras))) }
        $weights[0] | Should -Be $weights[1]
        $again = Invoke-Training $killed '-Resume'
        $again.ExitCode | Should -Be 0
        $again.Output | Should -BeLike '*No run was cut off*'
        @(Import-Csv (Join-Path $killed runs.csv)) | Should -HaveCount 1
    }

    It 'ends in time' {
        $into = Join-Path $TestDrive timed
        $run = Invoke-Training $into '-Epoch', 100000, '-TimeLimit', '00:00:01', '-Seed', 3
        $run.ExitCode | Should -Be 0 -Because $run.Output
        (Import-Csv (Join-Path $into runs.csv)).reason | Should -BeIn TimeLimit, EarlyStopping
    }

    It 'says what failed, and leaves the model in use as it is' {
        $into = Join-Path $TestDrive failing
        (Invoke-Training $into '-Epoch', 5).ExitCode | Should -Be 0
        $before = Get-FileHash (Join-Path $into model.keras)
        (Invoke-Training $into -Label spices).ExitCode | Should -Be 1
        Get-RunLog $into | Should -BeLike "*FAILED: KerasPS.*spices*species*"
        (Get-FileHash (Join-Path $into model.keras)).Hash | Should -Be $before.Hash
    }

    It 'writes the same files under another culture and in a path of other letters' {
        $into = Join-Path $TestDrive 'größe'
        $run = Invoke-Fresh "[cultureinfo]::CurrentCulture = 'de-DE'; & '$script' -Path '$irisFile' -Label species -Folder '$into' -Module '$module' -Epoch 3"
        $run.ExitCode | Should -Be 0 -Because ($run.Output -join "`n")
        (Import-Csv (Join-Path $into runs.csv)).loss | Should -Match '^\d\.\d+$'
        Get-RunLog $into | Should -Match 'loss on the test data is \d\.\d{4};'
    }
}

Describe 'The files of the schedulers' {
    It '<_> starts the script with parameters that it has' -ForEach 'kerasps-nightly.service', 'kerasps-resume.service', 'kerasps-nightly.xml', 'kerasps-resume.xml' {
        $text = Get-Content (Join-Path $folder $_) -Raw
        $line = if ($_ -like '*.xml') { ([xml] $text).Task.Actions.Exec.Arguments } else { [regex]::Match($text, '(?m)^ExecStart=(.*)$').Groups[1].Value }
        $line | Should -Match 'Invoke-NightlyTraining\.ps1'
        $given = [regex]::Matches(($line -split '\.ps1')[1], '(?<= -)[A-Za-z]+').Value
        $given | Where-Object { $_ -notin (Get-Command $script).Parameters.Keys } | Should -BeNullOrEmpty
    }

    It 'are ones that systemd reads' -Skip:(-not (Get-Command systemd-analyze -ErrorAction Ignore)) {
        $said = systemd-analyze verify --man=no (Join-Path $folder kerasps-nightly.timer) 2>&1 | Where-Object { "$_" -match 'kerasps-.*(Unknown|Invalid|Failed to parse)' }
        $said | Should -BeNullOrEmpty
    }
}

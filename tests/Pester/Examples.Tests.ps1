BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $repository = $root
}

Describe 'The examples' {
    It 'iris reaches 0.95 validation accuracy and writes its files' {
        $script = Join-Path $repository 'examples/01-iris.ps1'
        $run = Invoke-Fresh "& '$script' -OutputFolder '$TestDrive/iris'"
        $run.ExitCode | Should -Be 0
        $history = Import-Csv "$TestDrive/iris/history.csv"
        $best = $history | Sort-Object { [double] $_.val_loss } | Select-Object -First 1
        [double] $best.val_accuracy | Should -BeGreaterOrEqual 0.95
        Get-ChildItem "$TestDrive/iris" -Filter 'best_*.keras' | Should -Not -BeNullOrEmpty
        $run.Output -join "`n" | Should -BeLike '*Ended after epoch*: EarlyStopping*'
    }

    It 'data augmentation makes a model that knows digits off the middle' {
        $run = Invoke-Fresh "& '$(Join-Path $repository 'examples/05-data-augmentation.ps1')' -Seed 1 -Epoch 100"
        $run.ExitCode | Should -Be 0
        $shifted = foreach ($images in 'as they are', 'augmented') {
            [double] (($run.Output | Where-Object { $_ -like "$images *" }) -split '\s+')[-1]
        }
        $shifted[1] | Should -BeGreaterThan ($shifted[0] + 0.2)
    }

    It 'TensorBoard''s event files become a picture' {
        $run = Invoke-Fresh "& '$(Join-Path $repository 'examples/06-tensorboard.ps1')' -LogFolder '$TestDrive/tensorboard' -Path '$TestDrive/curves.svg' -Epoch 4"
        $run.ExitCode | Should -Be 0
        $picture = [xml] (Get-Content "$TestDrive/curves.svg" -Raw)
        $picture.svg.polyline | Should -HaveCount (2 * 4 + 2)
        $picture.svg.text.'#text' | Should -Contain 'epoch_accuracy'
    }

    It 'text classification learns what not means' {
        $script = Join-Path $repository 'examples/04-text-classification.ps1'
        $run = Invoke-Fresh "& '$script' -OutputFolder '$TestDrive/text'"
        $run.ExitCode | Should -Be 0
        $history = Import-Csv "$TestDrive/text/history.csv"
        [double] $history[-1].val_accuracy | Should -BeGreaterOrEqual 0.95
        $answer = $run.Output | ForEach-Object { $_ -replace '\s+', ' ' }
        $answer -like 'The teapot is lovely liked*' | Should -HaveCount 1
        $answer -like 'Not great, this kettle! disliked*' | Should -HaveCount 1
        $answer -like 'My old coat is not ugly. liked*' | Should -HaveCount 1
    }

    It 'several inputs and outputs predicts cultivars and alcohol' {
        $run = Invoke-Fresh "& '$(Join-Path $repository 'examples/03-several-inputs-and-outputs.ps1')'"
        $run.ExitCode | Should -Be 0
        $last = (@($run.Output) -match '^\s*\d+ ')[-1].Trim() -split '\s+'
        [double] $last[4] | Should -BeGreaterThan 0.85
        [double] $last[5] | Should -BeLessThan 0.6
        @($run.Output) -match '^class_\d' | Should -HaveCount 5
    }
}

Describe 'The README' {
    It 'shows a session that runs and prints what it says' {
        $readme = Get-Content (Join-Path $repository 'README.md') -Raw
        $blocks = [regex]::Matches($readme, '(?s)```(powershell)?\r?\n(.*?)```')
        $code = ($blocks | Where-Object { $_.Groups[1].Success } | ForEach-Object { $_.Groups[2].Value }) -join "`n"
        $shown = ($blocks | Where-Object { -not $_.Groups[1].Success } | Select-Object -Skip 1 | ForEach-Object { $_.Groups[2].Value }) -join "`n"
        $module = (Get-Module KerasPS).ModuleBase
        Push-Location $TestDrive
        try {
            $run = Invoke-Fresh ($code.Replace('./out/KerasPS', "'$module'").Replace('data/iris.csv', "'$irisFile'"))
        } finally {
            Pop-Location
        }
        $run.ExitCode | Should -Be 0
        $printed = $run.Output | ForEach-Object { $_ -replace '\s+', ' ' }
        # The last digits of the numbers, and with them the number of epochs, depend on the machine's libtorch.
        $lines = $shown -split '\r?\n' | Where-Object { $_ -match '^epoch|^petal' } | ForEach-Object { $_ -replace '\s+', ' ' }
        $lines.Count | Should -Be 2
        foreach ($line in $lines) { $printed | Should -Contain $line.TrimEnd() }
    }
}

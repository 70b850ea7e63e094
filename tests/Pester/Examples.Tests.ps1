BeforeAll { . $PSScriptRoot/Shared.ps1 }

Describe '01-iris.ps1' -Tag Example {
    It 'reaches 0.95 validation accuracy, and writes what it says' {
        $folder = Join-Path $TestDrive 'iris'
        $run = Invoke-Fresh "& '$(Join-Path $root 'examples/01-iris.ps1')' -OutputFolder '$folder'"
        $run.ExitCode | Should -Be 0 -Because ($run.Output -join "`n")
        $history = Import-Csv (Join-Path $folder 'history.csv')
        ($history.val_accuracy | ForEach-Object { [double]::Parse($_, [cultureinfo]::InvariantCulture) } | Measure-Object -Maximum).Maximum | Should -BeGreaterOrEqual 0.95
        Get-ChildItem $folder -Filter 'best_*.keras' | Should -Not -BeNullOrEmpty
    }
}

BeforeDiscovery {
    Import-Module KerasPS
    $familyNoun = [ordered]@{
        'KerasPS.Layers.Layer' = 'Layer'; 'KerasPS.Optimizers.Optimizer' = 'Optimizer'; 'KerasPS.Losses.Loss' = 'Loss'
        'KerasPS.Metrics.Metric' = 'Metric'; 'KerasPS.Initializers.Initializer' = 'Initializer'
        'KerasPS.Regularizers.Regularizer' = 'Regularizer'; 'KerasPS.Schedules.LearningRateSchedule' = 'Schedule'
    }
    $engine = [KerasPS.Model].Assembly
    $class = @(
        foreach ($family in $familyNoun.Keys) {
            [KerasPS.Configuration.KerasRegistry]::ClassesOf($engine.GetType($family, $true)) |
                ForEach-Object { @{ Class = $_.FullName; Cmdlet = "New-$($_.Name -replace "$($familyNoun[$family])$")$($familyNoun[$family])" } }
        }
        # History is made by the fit, LambdaCallback's place is taken by scriptblocks.
        $engine.GetExportedTypes() | Where-Object { -not $_.IsAbstract -and $_.IsSubclassOf([KerasPS.Callback]) -and $_.Name -notin 'History', 'LambdaCallback' } |
            ForEach-Object { @{ Class = $_.FullName; Cmdlet = "New-$($_.Name)" } })
}

BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $folder = (Get-Module KerasPS).ModuleBase
    $manifestFile = Join-Path $folder 'KerasPS.psd1'
}

Describe 'The manifest' {
    BeforeAll { $manifest = Test-ModuleManifest $manifestFile -WarningVariable warnings -ErrorVariable problems }

    It 'is valid' {
        $warnings | Should -BeNullOrEmpty
        $problems | Should -BeNullOrEmpty
    }

    It 'has the version of Directory.Build.props' {
        $version = ([xml] (Get-Content (Join-Path $root 'Directory.Build.props'))).Project.PropertyGroup.Version | Where-Object { $_ }
        $manifest.Version | Should -Be ([version] $version)
    }

    It 'exports exactly the cmdlets of the assembly, by name' {
        $listed = (Import-PowerShellDataFile $manifestFile).CmdletsToExport
        $defined = (Get-Command -Module KerasPS).ImplementingType.Assembly | Select-Object -First 1 | ForEach-Object {
            $_.GetExportedTypes() | ForEach-Object { [Attribute]::GetCustomAttribute($_, [System.Management.Automation.CmdletAttribute]) } |
                Where-Object { $_ } | ForEach-Object { "$($_.VerbName)-$($_.NounName)" } }
        $listed | Sort-Object | Should -Be ($defined | Sort-Object)
    }

    It 'exports nothing by wildcard' {
        $data = Import-PowerShellDataFile $manifestFile
        foreach ($kind in 'CmdletsToExport', 'FunctionsToExport', 'VariablesToExport', 'AliasesToExport') {
            $data.ContainsKey($kind) | Should -BeTrue -Because $kind
            "$($data[$kind])" | Should -Not -Match '[*?]' -Because $kind
        }
    }
}

Describe 'A class of the engine' {
    It '<Class> is made by <Cmdlet>' -ForEach $class {
        $made = (Get-Command $Cmdlet -Module KerasPS -ErrorAction Stop).OutputType.Name
        $made | Should -Contain $Class
    }

    It 'is found in each family' -ForEach @{ Count = $class.Count } { $Count | Should -BeGreaterThan 30 }
}

Describe 'Importing' {
    It 'works twice, and again after the module was removed' {
        $run = Invoke-Fresh @"
Import-Module '$manifestFile'; Import-Module '$manifestFile' -Force; Remove-Module KerasPS
if (Get-Module KerasPS) { throw 'still there' }
Import-Module '$manifestFile'
`$log = Join-Path ([IO.Path]::GetTempPath()) "`$([guid]::NewGuid()).csv"
`$null = Invoke-ModelFit (New-SequentialModel (New-DenseLayer 3 -Activation softmax)) (Get-SampleDataset Iris) -Loss scce -Callback (New-CsvLogger `$log)
(Get-Content `$log).Count
Remove-Item `$log
"@
        $run.Output | Should -Be '2'
        $run.ExitCode | Should -Be 0
    }

    It 'puts no third-party assembly beside its own' {
        (Get-ChildItem $folder -Filter *.dll).Name | Sort-Object | Should -Be 'KerasPS.Cmdlets.dll', 'KerasPS.Engine.dll', 'KerasPS.Loader.dll'
    }
}

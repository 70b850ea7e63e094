# What Microsoft's guidelines for cmdlets ask, of all of them at once.
BeforeDiscovery {
    Import-Module KerasPS
    # What each cmdlet that is not generated emits, where its first example does not show it alone; those that are generated are in Parameters.Tests.ps1.
    $run = [ordered]@{
        'ConvertTo-Dataset'        = { Import-Csv $irisFile | ConvertTo-Dataset -Label species }
        'Export-History'           = { Export-History $trained "$TestDrive/history.json" -PassThru }
        'Export-Model'             = { Export-Model $trained "$TestDrive/model.keras" -PassThru }
        'Export-ModelWeight'       = { Export-ModelWeight $trained "$TestDrive/model.weights.h5" -PassThru }
        'Get-ClassificationReport' = { Get-ClassificationReport $trained $iris }
        'Get-DatasetBatch'         = { $iris | Get-DatasetBatch | Select-Object -First 1 }
        'Get-ModelFile'            = { Get-ModelFile $file }
        'Get-ModelSummary'         = { Get-ModelSummary $trained }
        'Get-ModelWeight'          = { Get-ModelWeight $trained }
        'Get-SampleDataset'        = { Get-SampleDataset Iris }
        'Get-TorchDevice'          = { Get-TorchDevice }
        'Import-Dataset'           = { Import-Dataset $irisFile -Label species }
        'Import-Model'             = { Import-Model $file; Import-Model $functionalFile }
        'Import-ModelWeight'       = { Import-ModelWeight (New-IrisModel) $weightFile -PassThru }
        'Initialize-Model'         = { Initialize-Model (New-IrisModel) -Loss scce -PassThru }
        'Invoke-ModelEvaluate'     = { Invoke-ModelEvaluate $trained $iris }
        'Invoke-ModelFit'          = { Invoke-ModelFit (New-IrisModel) $iris }
        'Invoke-ModelPredict'      = { Invoke-ModelPredict $trained $iris }
        'Join-Dataset'             = { Join-Dataset @{ left = $iris; right = $iris } }
        'New-FunctionalModel'      = { $in = New-ModelInput 4; New-FunctionalModel $in ($in | New-DenseLayer 1) }
        'New-ModelInput'           = { New-ModelInput 4 }
        'New-SequentialModel'      = { New-SequentialModel (New-DenseLayer 1) }
        'Set-ModelWeight'          = { Set-ModelWeight (New-IrisModel) dense/bias (1..8) }
        'Set-RandomSeed'           = { Set-RandomSeed 1 }
        'Show-ConfusionMatrix'     = { Show-ConfusionMatrix $trained $iris; Show-ConfusionMatrix $trained $iris -PassThru }
        'Show-History'             = { Show-History $trained }
        'Show-Model'               = { Show-Model $trained; Show-Model $trained "$TestDrive/model.svg" }
        'Show-TensorBoardLog'      = { Show-TensorBoardLog $board }
        'Split-Dataset'            = { $iris | Split-Dataset 0.5 }
    }
    $handWritten = Get-Command -Module KerasPS | Where-Object { -not ($_.Verb -eq 'New' -and $_.ImplementingType.BaseType.IsGenericType) }
    $emitting = $handWritten | ForEach-Object {
        @{ Name = $_.Name; Command = $_; Script = $run[$_.Name] ?? [scriptblock]::Create(@((Get-Help $_.Name).examples.example)[0].code) }
    }
    $writing = Get-Command -Module KerasPS | Where-Object { [IO.FileInfo] -in $_.OutputType.Type } | ForEach-Object { @{ Name = $_.Name; Command = $_ } }
}

BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $command = Get-Command -Module KerasPS
    $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
    $iris = Get-SampleDataset Iris
    $trained = New-IrisModel
    $file, $board = "$TestDrive/trained.keras", "$TestDrive/board"
    $null = Invoke-ModelFit $trained $iris -Callback (New-TensorBoard $board)
    Export-Model $trained $file
    $weightFile = "$TestDrive/trained.weights.h5"
    Export-ModelWeight $trained $weightFile
    $in = New-ModelInput 4
    $functionalFile = "$TestDrive/functional.keras"
    Export-Model (New-FunctionalModel $in ($in | New-DenseLayer 1)) $functionalFile

    # The parameters that are not PowerShell's own.
    function Get-OwnParameter($Command) { $Command.Parameters.Values | Where-Object Name -NotIn $common }
}

Describe 'Each cmdlet' {
    It 'has an approved verb' { $command | Where-Object Verb -NotIn (Get-Verb).Verb | Should -BeNullOrEmpty }

    It 'has a singular noun, but for classes of Keras with other names' {
        # What they count, or are called after, is Keras's word.
        $plural = 'FalseNegativesMetric', 'FalsePositivesMetric', 'TrueNegativesMetric', 'TruePositivesMetric', 'StackedRNNCellsLayer', 'OnesInitializer', 'ZerosInitializer', 'SwapEmaWeights'
        $command.Noun | Where-Object { $_ -creplace '(Metric|Layer|Initializer)$' -cmatch '(?<![aius])s$' } | Sort-Object | Should -Be ($plural | Sort-Object)
    }

    It 'says what it emits' { $command | Where-Object { -not $_.OutputType } | Should -BeNullOrEmpty }

    It 'has singular parameters' {
        # Flags are called after what they do, and not after a value.
        $plural = foreach ($one in $command) {
            Get-OwnParameter $one | Where-Object { $_.ParameterType -notin [switch], [bool] -and $_.Name -cmatch '(?<![aius])s$' } | ForEach-Object { "$one -$($_.Name)" }
        }
        $plural | Where-Object { $_ -notmatch '-ValidationSteps$' } | Should -BeNullOrEmpty
    }

    It 'has flags that can be given without a value, but for those that are on' {
        $bool = foreach ($one in $command) {
            $made = [Activator]::CreateInstance($one.ImplementingType)
            Get-OwnParameter $one | Where-Object { $_.ParameterType -eq [bool] -and -not $made.($_.Name) } | ForEach-Object { "$one -$($_.Name)" }
        }
        $bool | Should -BeNullOrEmpty
    }

    It 'takes the pipeline by value in at most one parameter of a set' {
        $several = foreach ($set in $command.ParameterSets) { if (@($set.Parameters | Where-Object ValueFromPipeline).Count -gt 1) { $set } }
        $several | Should -BeNullOrEmpty
    }

    It 'has a default where it has several parameter sets' {
        $command | Where-Object { @($_.ParameterSets).Count -gt 1 -and -not ($_.ParameterSets | Where-Object IsDefault) } | Should -BeNullOrEmpty
    }

    It 'has one parameter at a position' {
        $shared = foreach ($set in $command.ParameterSets) { $set.Parameters.Position | Where-Object { $_ -ge 0 } | Group-Object | Where-Object Count -GT 1 | ForEach-Object { "$($set): $($_.Name)" } }
        $shared | Should -BeNullOrEmpty
    }

    It 'has parameters that can be told apart' {
        $clash = foreach ($one in $command) {
            $one.Parameters.Values | ForEach-Object { $_.Name; $_.Aliases } | Group-Object | Where-Object Count -GT 1 | ForEach-Object { "$one -$($_.Name)" }
        }
        $clash | Should -BeNullOrEmpty
    }

    It 'has a name that no command or alias of a bare session has' {
        $bare = (Invoke-Fresh 'Get-Command -CommandType Cmdlet, Function, Alias | Where-Object Source -NE KerasPS | ForEach-Object Name').Output
        $bare | Should -Contain Export-Csv
        $command.Name | Where-Object { $_ -in $bare } | Should -BeNullOrEmpty
    }

    It 'can be named whole: the module has no aliases' { (Get-Module KerasPS).ExportedAliases.Count | Should -Be 0 }
}

Describe '<Name>, which is written by hand,' -ForEach $emitting {
    It 'emits what it says' {
        $Script | Should -Not -BeNullOrEmpty
        # Rows of a table are objects of PowerShell's own, with a name for their type.
        $said = @($Command.OutputType.Name)
        $emitted = @(& $Script)
        if ($said -eq 'System.Void') {
            $emitted | Should -BeNullOrEmpty
            return
        }

        $emitted | Should -Not -BeNullOrEmpty
        foreach ($item in $emitted) { $item.psobject.TypeNames | Where-Object { $_ -in $said } | Should -Not -BeNullOrEmpty -Because "$($item.psobject.TypeNames)" }
        foreach ($type in $said) { $emitted | Where-Object { $type -in $_.psobject.TypeNames } | Should -Not -BeNullOrEmpty -Because $type }
    }
}

Describe '<Name>, which writes a file,' -ForEach $writing {
    It 'asks before' { $Command.Parameters.Keys | Should -Contain WhatIf }

    It 'writes nothing with -WhatIf, and replaces nothing' {
        $path = Join-Path $TestDrive ($Name -eq 'Export-ModelWeight' ? 'kept.safetensors' : $Name -eq 'Export-Model' ? 'kept.keras' : 'kept.svg')
        $passThru = $Command.Parameters.ContainsKey('PassThru') ? @{ PassThru = $true } : @{}
        & $Name $trained -Path $path @passThru -WhatIf | Should -BeNullOrEmpty
        $path | Should -Not -Exist
        Set-Content $path kept
        & $Name $trained -Path $path -WhatIf | Should -BeNullOrEmpty
        Get-Content $path | Should -Be kept
        & $Name $trained -Path $path -Confirm:$false
        (Get-Item $path).Length | Should -BeGreaterThan 100
    }
}

Describe 'The code' {
    It 'does not use the console, which a host may not have, but to ask how its output is encoded and whether it goes to a screen' {
        [KerasPS.Model].Assembly.GetReferencedAssemblies().Name | Should -Not -Contain System.Console
        $use = Get-ChildItem (Join-Path $root src/KerasPS.Cmdlets), (Join-Path $root src/KerasPS.Engine), (Join-Path $root src/KerasPS.Formats) -Recurse -Filter *.cs |
            Where-Object FullName -NotMatch '[\\/](obj|bin)[\\/]' | Select-String '\bConsole\.\w+' -AllMatches
        $use.Matches.Value | Sort-Object -Unique | Should -Be 'Console.IsOutputRedirected', 'Console.OutputEncoding'
        $use.Filename | Sort-Object -Unique | Should -Be HostScreen.cs
    }
}

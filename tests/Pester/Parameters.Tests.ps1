# Every parameter is used. Those of the cmdlets that make one object are each given an argument here that is not the default, and the object must have it; those of the
# others stand in a test or in an example, which runs as one.
BeforeDiscovery {
    Import-Module KerasPS
    $all = Get-Command -Module KerasPS
    $making = $all | Where-Object { $_.Verb -eq 'New' -and $_.ImplementingType.BaseType.IsGenericType -and $_.Name -notin 'New-LambdaCallback', 'New-LearningRateScheduler' } |
        ForEach-Object { @{ Name = $_.Name; Command = $_ } }
    $layer = $making | Where-Object { $_.Command.Parameters.ContainsKey('InputTensor') }
    # The hooks of New-LambdaCallback are all given in Callbacks.Tests.ps1, by names that are put together there.
    $other = $all | Where-Object { $_.Name -notin $making.Name -and $_.Name -ne 'New-LambdaCallback' } | ForEach-Object { @{ Name = $_.Name; Command = $_ } }
}

BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
    $iris = Get-SampleDataset Iris

    # Arguments as they are typed, for a parameter of one cmdlet, for all of its name, or for those of a type. One must be accepted and make a difference; the first is
    # what a cmdlet that needs the parameter gets in the tests of its others.
    $argument = @{
        'Alpha' = '0.25', '0.75'; 'BiasAxis' = 'd'; 'BinBoundary' = '0.25, 0.5'; 'Boundary' = '5', '6'; 'Data' = 'sun, moon', '5, 2', '$iris'; 'Dim' = '2, 1', '1, 2'; 'Dtype' = 'mixed_bfloat16'
        'Cell' = '(New-GRUCellLayer 3), (New-LSTMCellLayer 2)', '(New-LSTMCellLayer 3)'; 'New-RNNLayer -Cell' = '(New-GRUCellLayer 3)', '(New-LSTMCellLayer 3)'
        'EmbeddingsMetadata' = 'names.tsv'; 'ExceptionFilepath' = 'other.keras'; 'Filepath' = "'{epoch}.keras'", "'{epoch}.weights.h5' -SaveWeightsOnly"; 'Equation' = "'abc,cd->abd'", "'abc,ce->abe'"; 'Header' = '@{ key = 1 }'; 'Hparam' = '@{ rate = 0.5 }'; 'IdfWeight' = '0.5, 0.75'
        'Layer' = '(New-LSTMLayer 3)', '(New-LSTMLayer 4)'; 'New-SpectralNormalizationLayer -Layer' = '(New-DenseLayer 3)', '(New-DenseLayer 4)'; 'BackwardLayer' = '(New-LSTMLayer 3 -GoBackward -Name other)'
        'LearningRatePower' = '-0.25'; 'Minval' = '-0.5'; 'OutputPadding' = '0, 1', '0, 0, 1', '1'; 'PartialOutputShape' = '$null, 2', '$null, 3', '3, 2'
        'New-PiecewiseConstantDecaySchedule -Value' = '0.5, 0.25', '0.75, 0.5'; 'New-RemoteMonitor -Path' = '/other'; 'RenormClipping' = '@{ rmax = 3 }'; 'Root' = 'https://localhost'
        'SaveFreq' = '3'; 'Separator' = "';'"; 'TargetShape' = '-1', '2, -1'; 'TMul' = '1.5'; 'UpdateFreq' = 'batch'; 'Vocabulary' = 'sun, moon', '5, 2'
    }
    $argumentOf = @{
        'ActivationFunction' = 'tanh', 'relu'; 'Boolean' = '$true', '$false'; 'Constraint' = 'non_neg'; 'Double' = '0.25', '0.75', '2.5'; 'Double[]' = '0.25', '0.5', '0.25, 0.75'
        'Initializer' = 'ones', 'zeros'; 'Int32' = '4', '2', '0'; 'Int64' = '7'; 'Int64[]' = '2', '3', '1', '2, 2', '1, 2', '2, 2, 2', '1, 2, 3'; 'LearningRate' = '0.25', '0.5'
        'Int64[][]' = '(1, 2), (3, 4)', '(1, 2), (3, 4), (5, 6)'; 'Nullable`1[]' = '2, $null'; 'Optimizer' = 'sgd', 'adam'; 'Regularizer' = 'l2'; 'Single[]' = '0.5, 0.25'
        'String' = 'other', 'another'; 'String[]' = 'sun, moon'; 'SwitchParameter' = ''; 'TimeSpan' = '00:03:00', '00:04:00'
    }

    # Others that an argument needs.
    $with = @{
        'IdfWeight' = '-OutputMode tf_idf -Vocabulary sun, moon'; 'New-IntegerLookupLayer -IdfWeight' = '-OutputMode tf_idf -Vocabulary 5, 2'
        'New-NormalizationLayer -Mean' = '-Variance 0.5, 0.5'; 'New-NormalizationLayer -Variance' = '-Mean 0.5, 0.5'; 'NumLabel' = '-MultiLabel'; 'OutputPadding' = '-Stride 2'; 'PadToMaxTokens' = '-MaxToken 9 -OutputMode multi_hot'
        'New-DiscretizationLayer' = '-NumBin 3'; 'BinBoundary' = ''; 'NumBin' = ''
    }

    function Get-Argument([string] $Cmdlet, $Parameter) {
        $type = [Nullable]::GetUnderlyingType($Parameter.ParameterType) ?? $Parameter.ParameterType
        $argument["$Cmdlet -$($Parameter.Name)"] ?? $argument[$Parameter.Name] ?? ($type.IsEnum ? [Enum]::GetNames($type) : $argumentOf[$type.Name])
    }

    function Get-Text($Value) { ConvertTo-Json ([KerasPS.Configuration.ConfigValue]::Describe($Value)) -Depth 8 -Compress -WarningAction Ignore }

    # What a layer has learnt.
    function Get-Learnt($Made) {
        if ($Made -isnot [KerasPS.Layers.Layer]) { return }
        $model = New-SequentialModel $Made -InputShape 4
        $null = Get-ModelSummary $model
        Get-FlatWeight $model
    }

    # The value that an object has for a parameter; all that is known of the object where none of its properties is called so.
    function Get-Given($Made, $Parameter) {
        $property = @($Parameter.Name) + $Parameter.Aliases | Where-Object { $Made.psobject.Properties[$_] } | Select-Object -First 1
        $property ? (Get-Text $Made.$property) : "$(Get-Text $Made) $(Get-Learnt $Made)"
    }
}

Describe '<Name>' -ForEach $making {
    It 'gives each argument to what it makes' {
        $own = $Command.Parameters.Values | Where-Object { $_.Name -notin $common -and $_.Name -ne 'InputTensor' }
        $required = $own | Where-Object { $_.Attributes.Mandatory -eq $true }
        $lost = foreach ($parameter in $own) {
            $line = @($Name) + ($required | Where-Object Name -NE $parameter.Name | ForEach-Object { "-$($_.Name) $(@(Get-Argument $Name $_)[0])" }) -join ' '
            if ($parameter.Name -eq 'SaveWeightsOnly') { $line = $line -replace "'\{epoch\}.keras'", "'{epoch}.weights.h5'" }
            $together = $with["$Name -$($parameter.Name)"] ?? $with[$parameter.Name] ?? $with[$Name]
            $seen = foreach ($one in Get-Argument $Name $parameter) {
                try {
                    $made = & ([scriptblock]::Create("$line $together -$($parameter.Name) $one"))
                    if ($Command.OutputType[0].Type -ne $made.GetType()) { throw "$Name makes a $($made.GetType())" }
                    Get-Given $made $parameter
                } catch { $failure = $_ }
            }
            $default = try { $parameter -in $required ? '' : (Get-Given (& ([scriptblock]::Create("$line $($with[$Name])"))) $parameter) } catch { '' }
            if (-not ($seen | Where-Object { $_ -cne $default })) { "-$($parameter.Name): $seen; $failure" }
            if ($parameter -in $required -and $seen -is [array] -and @($seen | Sort-Object -Unique).Count -lt 2) { "-$($parameter.Name) makes no difference: $seen" }
        }
        $lost | Should -BeNullOrEmpty
    }
}

Describe '<Name>, which makes a layer,' -ForEach $layer {
    It 'calls it on tensors that are piped' {
        $line = @($Name) + ($Command.Parameters.Values | Where-Object { $_.Attributes.Mandatory -eq $true } | ForEach-Object { "-$($_.Name) $(@(Get-Argument $Name $_)[0])" }) -join ' '
        $line = '$args | ' + $line + ' ' + $with[$Name]
        $output = foreach ($shape in 2, 32, (10, 8), (8, 8, 2), (6, 6, 6, 1)) {
            foreach ($count in 1..3) {
                try { & ([scriptblock]::Create($line)) @(1..$count | ForEach-Object { New-ModelInput $shape }) } catch { $failure = $_ }
            }
        }
        $output | Should -Not -BeNullOrEmpty -Because "$failure"
        $output | ForEach-Object { $_.GetType().FullName } | Sort-Object -Unique | Should -Be $Command.OutputType[1].Name
    }
}

Describe '<Name>, used in tests and examples,' -ForEach $other {
    BeforeAll {
        # The parameters that calls in scripts, pages and help give: by name, by position, by the pipeline, or from a hashtable.
        if (-not (Get-Variable used -Scope Script -ErrorAction Ignore)) {
            $script:used = @{}
            $generated = (Get-Command New-* -Module KerasPS | Where-Object { $_.ImplementingType.BaseType.IsGenericType }).Name | Where-Object { $_ -notmatch 'Lambda|Scheduler' }
            $called = (Get-Command -Module KerasPS).Name | Where-Object { $_ -notin $generated }
            $code = @(Get-ChildItem $PSScriptRoot, (Join-Path $root examples) -Recurse -Filter *.ps1 | Where-Object Name -NE Parameters.Tests.ps1 | ForEach-Object { Get-Content $_ -Raw })
            $code += Get-ChildItem $root/*.md, $root/docs -Recurse -Filter *.md | ForEach-Object { [regex]::Matches((Get-Content $_ -Raw), '(?s)```powershell\r?\n(.*?)```') } | ForEach-Object { $_.Groups[1].Value }
            foreach ($text in $code) {
                $tree = [System.Management.Automation.Language.Parser]::ParseInput($text, [ref] $null, [ref] $null)
                # Code in strings is run in other processes.
                $inner = $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.ExpandableStringExpressionAst] -and $args[0].Value -match '[a-z]-[A-Z]' }, $true) |
                    ForEach-Object { [System.Management.Automation.Language.Parser]::ParseInput($_.Value.Replace('`$', '$'), [ref] $null, [ref] $null) }
                $table = $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.AssignmentStatementAst] }, $true)
                foreach ($call in @($tree) + $inner | ForEach-Object { $_.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -in $called }, $true) }) {
                    $cmdlet = $call.GetCommandName()
                    $given = @([System.Management.Automation.Language.StaticParameterBinder]::BindCommand($call, $true).BoundParameters.Keys)
                    foreach ($splat in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.VariableExpressionAst] -and $_.Splatted }) {
                        $given += $table | Where-Object { $_.Left.Extent.Text -eq "`$$($splat.VariablePath)" } |
                            ForEach-Object { $_.Right.FindAll({ $args[0] -is [System.Management.Automation.Language.HashtableAst] }, $true) } | ForEach-Object { $_.KeyValuePairs.Item1.Extent.Text }
                    }
                    if ($call.Parent.PipelineElements -and $call -ne $call.Parent.PipelineElements[0]) {
                        $given += (Get-Command $cmdlet).Parameters.Values | Where-Object { $_.Attributes.ValueFromPipeline -eq $true } | ForEach-Object Name
                    }
                    $used[$cmdlet] += $given
                }
            }
        }
    }

    It 'is called with each of its parameters' {
        $Command.Parameters.Keys | Where-Object { $_ -notin $common -and $_ -notin $used[$Name] } | Should -BeNullOrEmpty
    }
}

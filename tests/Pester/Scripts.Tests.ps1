# The scripts that users read and run, and the code in pages: rules that need nothing but PowerShell's parser, and PSScriptAnalyzer where it is installed.
BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $script = @(Get-Item $root/build.ps1; Get-ChildItem $root/examples -Recurse -Filter *.ps1) |
        ForEach-Object { @{ Name = [IO.Path]::GetRelativePath($root, $_.FullName); Text = Get-Content $_ -Raw; IsScript = $_.Name -cmatch '^[a-z0-9]|^Invoke-' } }
    function Get-PageCode($File) { ($File | ForEach-Object { [regex]::Matches((Get-Content $_ -Raw), '(?s)```powershell\r?\n(.*?)```') } | ForEach-Object { $_.Groups[1].Value }) -join "`n" }
    $page = @(Get-ChildItem $root/*.md, $root/docs/*.md; Get-ChildItem $root/examples -Recurse -Filter *.md) |
        ForEach-Object { @{ Name = [IO.Path]::GetRelativePath($root, $_.FullName); Text = Get-PageCode $_ } } | Where-Object { $_.Text }
    $page += @{ Name = 'docs/reference'; Text = Get-PageCode (Get-ChildItem $root/docs/reference) }
}

BeforeAll {
    . $PSScriptRoot/Shared.ps1

    function Get-Tree([string] $Text) {
        $tokens, $problems = $null, $null
        $tree = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref] $tokens, [ref] $problems)
        [pscustomobject]@{ Tree = $tree; Token = $tokens; Problem = $problems }
    }

    function Get-Call($Tree) { $Tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true) }

    # In a bare session, so that no alias of a profile counts.
    $alias = (Invoke-Fresh 'Get-Alias | ForEach-Object Name').Output
}

Describe 'The code of <Name>' -ForEach @($script; $page) {
    BeforeAll { $parsed = Get-Tree $Text }

    It 'can be parsed' {
        # Classes of the module are known once it is imported.
        $parsed.Problem | Where-Object ErrorId -NE TypeNotFound | ForEach-Object Message | Should -BeNullOrEmpty
    }

    It 'has no aliases' {
        $alias | Should -Contain gci
        Get-Call $parsed.Tree | ForEach-Object GetCommandName | Where-Object { $_ -in $alias } | Should -BeNullOrEmpty
    }

    It 'has whole names of parameters' {
        $short = foreach ($call in Get-Call $parsed.Tree) {
            $command = $call.GetCommandName() ? (Get-Command $call.GetCommandName() -CommandType Cmdlet -ErrorAction Ignore) : $null
            if (-not $command) { continue }
            $known = $command.Parameters.Values | ForEach-Object { $_.Name; $_.Aliases }
            $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] -and $_.ParameterName -notin $known } |
                ForEach-Object { "$command -$($_.ParameterName)" }
        }
        $short | Should -BeNullOrEmpty
    }

    It 'breaks no line with a backtick' { $parsed.Token | Where-Object Kind -EQ LineContinuation | Should -BeNullOrEmpty }

    It 'writes objects, not to the host, and makes no code of texts' {
        Get-Call $parsed.Tree | ForEach-Object GetCommandName | Where-Object { $_ -in 'Write-Host', 'Invoke-Expression' } | Should -BeNullOrEmpty
    }

    It 'swallows no error' {
        $parsed.Tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CatchClauseAst] -and $args[0].Body.Statements.Count -eq 0 }, $true) | Should -BeNullOrEmpty
    }
}

Describe '<Name>, which is run,' -ForEach ($script | Where-Object IsScript) {
    BeforeAll { $tree = (Get-Tree $Text).Tree }

    It 'says what it is' { $tree.GetHelpContent().Synopsis | Should -Not -BeNullOrEmpty }

    It 'describes its parameters' {
        $described = $tree.GetHelpContent().Parameters
        $comment = [System.Management.Automation.PSParser]::Tokenize($Text, [ref] $null) | Where-Object Type -EQ Comment
        foreach ($parameter in $tree.ParamBlock.Parameters) {
            $line = $parameter.Extent.StartLineNumber
            $above = $comment | Where-Object EndLine -EQ ($line - 1)
            ($described -and $described.ContainsKey($parameter.Name.VariablePath.UserPath.ToUpperInvariant())) -or $above | Should -BeTrue -Because $parameter.Name
        }
    }
}

Describe '<Name>, which needs the module,' -ForEach ($script | Where-Object { $_.IsScript -and $_.Name -ne 'build.ps1' }) {
    It 'stops at the first error' { $Text | Should -Match "(?m)^\`$ErrorActionPreference = 'Stop'" }

    It 'says which PowerShell it needs' { (Get-Tree $Text).Tree.ScriptRequirements.RequiredPSVersion | Should -BeGreaterOrEqual ([version] '7.4') }
}

Describe 'build.ps1' {
    It 'runs in Windows PowerShell too' {
        # What came with version 6 and later.
        $new = 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'QuestionMark', 'AndAnd', 'OrOr'
        (Get-Tree (Get-Content (Join-Path $root build.ps1) -Raw)).Token | Where-Object Kind -In $new | Should -BeNullOrEmpty
        (Get-Content (Join-Path $root build.ps1) -Raw) -match '[^\x00-\x7f]' | Should -BeFalse
    }
}

Describe 'PSScriptAnalyzer' -Skip:(-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
    It 'has nothing to say of <_>' -ForEach 'examples', 'module', 'build.ps1' {
        Invoke-ScriptAnalyzer (Join-Path $root $_) -Recurse -Settings (Join-Path $root PSScriptAnalyzerSettings.psd1) |
            ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}

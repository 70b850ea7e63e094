BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $document = Get-ChildItem "$root/README.md", "$root/docs/*.md", "$root/examples" -Include *.md -Recurse | Where-Object { Select-String '^```powershell' $_ -Quiet } |
        ForEach-Object { @{ Name = [IO.Path]::GetRelativePath($root, $_.FullName); Path = $_.FullName } }
}

BeforeAll {
    . $PSScriptRoot/Shared.ps1

    function Invoke-Document([string] $Path) {
        $script = Join-Path $PSScriptRoot Invoke-Document.ps1
        $module = (Get-Module KerasPS).ModuleBase
        $result = Join-Path $TestDrive result.json
        Push-Location (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory)
        try {
            $program, $leading = Get-PowerShell
            $run = Invoke-Fresh "& '$script' '$Path' '$module' '$root' '$(@($program) + $leading -join "', '")' | ConvertTo-Json -Depth 4 -AsArray | Set-Content '$result'"
        } finally {
            Pop-Location
        }
        $run.ExitCode | Should -Be 0 -Because ($run.Output -join "`n")
        Get-Content $result -Raw | ConvertFrom-Json
    }

    # Words and numbers. The seconds of an epoch and the star of the best one so far depend on the machine.
    function Get-Token([string[]] $Line) {
        $text = $Line | ForEach-Object { $_ -replace '^(\s*\d+)\*?(\s+[\d.]+\s+[\d.]*\s+[\d.e-]+\s+)\d+\.\d\d\b', '$1$2#' }
        @(($text -join ' ') -split '\s+' | Where-Object { $_ })
    }

    # The last digits of what is trained depend on the machine's libtorch; counts do not.
    function Test-Token([string] $Shown, [string] $Printed) {
        $one = $other = 0.0
        $number = [Globalization.NumberStyles]::Float
        $culture = [cultureinfo]::InvariantCulture
        if ($Shown.Contains('.') -and [double]::TryParse($Shown.TrimEnd('%'), $number, $culture, [ref] $one) -and [double]::TryParse($Printed.TrimEnd('%'), $number, $culture, [ref] $other)) {
            return [Math]::Abs($one - $other) -le 0.05 * [Math]::Max(1, [Math]::Abs($one))
        }
        $Shown -ceq $Printed
    }

    # What is shown, where a line of three dots stands for any number of lines, must be all that is printed.
    function Get-Difference([string] $Shown, [string[]] $Printed) {
        $printedToken = Get-Token $Printed
        $next = 0
        $parts = @($Shown -split '(?m)^\.\.\.\r?$')
        for ($i = 0; $i -lt $parts.Count; $i++) {
            $token = Get-Token ($parts[$i] -split '\r?\n')
            if ($i -gt 0 -and $i -eq $parts.Count - 1) { $next = [Math]::Max($next, $printedToken.Count - $token.Count) }
            while ($i -gt 0 -and $i -lt $parts.Count - 1 -and $next -lt $printedToken.Count -and -not (Test-Token $token[0] $printedToken[$next])) { $next++ }
            foreach ($one in $token) {
                if ($next -ge $printedToken.Count -or -not (Test-Token $one $printedToken[$next])) { return "shown: $one, printed: $($printedToken[$next..($next + 5)])" }
                $next++
            }
        }
        if ($next -lt $printedToken.Count) { "printed, but not shown: $($printedToken[$next..($next + 9)])" }
    }
}

Describe '<Name>' -ForEach $document {
    BeforeAll { $block = Invoke-Document $Path }

    It 'runs, but for the errors that it shows' {
        $block | Should -Not -BeNullOrEmpty
        foreach ($one in $block) {
            $shown = $one.Shown -replace '\s+', ' '
            $one.Error | Where-Object { -not $shown -or -not $shown.Contains(($_ -replace '\s+', ' ')) } | Should -BeNullOrEmpty -Because $one.Code
        }
    }

    It 'prints the headings that it shows above numbers of another machine' {
        foreach ($one in $block | Where-Object Kind -eq text) {
            $printed = $one.Output | ForEach-Object { ($_ -replace '\s+', ' ').Trim() }
            $heading = $one.Shown -split '\r?\n' | Where-Object { $_ -match '\p{L}' -and $_ -notmatch '\d' } | ForEach-Object { ($_ -replace '\s+', ' ').Trim() }
            $heading | Where-Object { $_ -cnotin $printed } | Should -BeNullOrEmpty -Because $one.Code
        }
    }

    It 'prints what it shows' {
        foreach ($one in $block | Where-Object { $_.Shown -and -not $_.Kind }) { Get-Difference $one.Shown $one.Output | Should -BeNullOrEmpty -Because $one.Code }
    }
}

Describe 'Documents' {
    It 'have no PowerShell in fences that are not run' {
        $fence = Get-ChildItem "$root/README.md", "$root/docs", "$root/examples" -Include *.md -Recurse | Select-String '^```(ps1?|pwsh|PowerShell|console)\b' -CaseSensitive
        $fence | Should -BeNullOrEmpty
    }
}

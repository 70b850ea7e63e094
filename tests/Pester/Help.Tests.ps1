BeforeDiscovery {
    Import-Module KerasPS
    $topic = Get-ChildItem (Join-Path (Split-Path (Get-Module KerasPS).Path) en-US/about_*.help.txt) | ForEach-Object {
        @{ Name = $_.Name -replace '\.help\.txt$'; Text = Get-Content $_ -Raw }
    }
    # Code is what is indented by eight spaces.
    $topicCode = foreach ($one in $topic) {
        $number = 0
        foreach ($block in [regex]::Matches($one.Text, '(?m)(?:^ {8}.*(?:\r?\n|\z)(?:\r?\n(?= {8}))?)+')) {
            $number++
            @{ Name = $one.Name; Number = $number; Code = $block.Value -replace '(?m)^ {8}' }
        }
    }
    $help = Get-Command -Module KerasPS | ForEach-Object { @{ Name = $_.Name; Help = Get-Help $_.Name -Full } }
    $example = foreach ($one in $help) {
        $number = 0
        foreach ($shown in $one.Help.examples.example | Where-Object { $_ }) { $number++; @{ Name = $one.Name; Number = $number; Code = $shown.code } }
    }
}

BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $topics = (Get-ChildItem (Join-Path (Split-Path (Get-Module KerasPS).Path) en-US/about_*.help.txt)).Name -replace '\.help\.txt$'
}

Describe 'The help of <Name>' -ForEach $help {
    BeforeAll {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
    }

    It 'has a synopsis and a description' {
        $Help.Synopsis | Should -Match '^[A-Z].*[.?]'
        ($Help.description.Text -join ' ').Length | Should -BeGreaterOrEqual $Help.Synopsis.Length
    }

    It 'describes each parameter' {
        $wanted = (Get-Command $Name).Parameters.Keys | Where-Object { $_ -notin $common }
        $described = $Help.parameters.parameter | Where-Object { $_.description.Text -join '' } | ForEach-Object name
        $wanted | Where-Object { $_ -notin $described } | Should -BeNullOrEmpty
    }

    It 'names what the cmdlet emits' {
        $emitted = (Get-Command $Name).OutputType.Name | Where-Object { $_ -ne 'System.Void' }
        $Help.returnValues.returnValue.type.name | Where-Object { $_ } | ForEach-Object Trim | Should -Be $emitted
    }

    It 'says what to look at next' {
        $link = $Help.relatedLinks.navigationLink.linkText | Where-Object { $_ }
        $link | Should -Not -BeNullOrEmpty
        $link | Where-Object { -not (Get-Command $_ -ErrorAction Ignore) } | Should -BeNullOrEmpty
    }

    It 'has at least two examples with explanations' {
        @($Help.examples.example | Where-Object { $_ }).Count | Should -BeGreaterOrEqual 2
        $Help.examples.example | Where-Object { -not ($_.remarks.Text -join '').Trim() } | Should -BeNullOrEmpty
    }
}

Describe 'The pages of reference' {
    It 'are what ./build.sh docs writes' {
        $written = Join-Path $root 'src/KerasPS.Cmdlets/obj/reference'
        $kept = Join-Path $root 'docs/reference'
        (Get-ChildItem $kept).Name | Should -Be (Get-ChildItem $written).Name
        Get-ChildItem $written | Where-Object { (Get-Content $_ -Raw) -cne (Get-Content (Join-Path $kept $_.Name) -Raw) } | ForEach-Object Name | Should -BeNullOrEmpty
    }
}

Describe '<Name>' -ForEach $topic {
    It 'is found by Get-Help' { Get-Help $Name | Out-String | Should -BeLike "*$Name*SHORT DESCRIPTION*" }

    It 'fits in a window of 80 columns, but for code' {
        $Text -split '\r?\n' | Where-Object { $_.Length -gt 80 -and $_ -notlike '        *' } | Should -BeNullOrEmpty
    }

    It 'names only commands and topics that there are' {
        $named = [regex]::Matches($Text, '\b(?:about_KerasPS\w*|(?:New|Invoke|Get|Set|Import|Export|ConvertTo|Initialize|Split|Join|Show)-[A-Z]\w+)').Value | Sort-Object -Unique
        $named | Where-Object { $_ -notin $topics -and -not (Get-Command $_ -ErrorAction Ignore) } | Should -BeNullOrEmpty
    }
}

Describe 'The code of about topics' {
    BeforeEach { Push-Location (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory) }

    AfterEach { Pop-Location }

    It '<Name>, code <Number>, runs' -ForEach $topicCode {
        $run = Invoke-Fresh "Import-Module '$((Get-Module KerasPS).Path)'`n$Code"
        $run.Output -join "`n" | Should -Not -BeLike '*about_*'
        $run.ExitCode | Should -Be 0 -Because ($run.Output -join "`n")
    }
}

Describe 'The help of the callbacks' {
    It '<Name> says how it differs from Keras' -ForEach ($help | Where-Object { $type = (Get-Command $_.Name).OutputType.Type; $type -and [KerasPS.Callback].IsAssignableFrom($type[0]) }) {
        $Help.description.Text -join ' ' | Should -Match 'Keras'
    }
}

Describe 'The examples' {
    BeforeEach { Push-Location (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory) }

    AfterEach { Pop-Location }

    It '<Name>, example <Number>, runs' -ForEach $example {
        $ErrorActionPreference = 'Stop'
        & ([scriptblock]::Create($Code)) | Out-String | Out-Null
    }
}

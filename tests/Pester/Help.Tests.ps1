BeforeDiscovery {
    Import-Module KerasPS
    $help = Get-Command -Module KerasPS | ForEach-Object { @{ Name = $_.Name; Help = Get-Help $_.Name -Full } }
    $example = foreach ($one in $help) {
        $number = 0
        foreach ($shown in $one.Help.examples.example | Where-Object { $_ }) { $number++; @{ Name = $one.Name; Number = $number; Code = $shown.code } }
    }
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

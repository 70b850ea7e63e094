<#
.SYNOPSIS
    Watches a folder: each CSV file that comes in is predicted, and goes out with the predictions. The model is loaded once, and again when its file changes.
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    # A model, made by Export-Model, that was trained on rows.
    [Parameter(Mandatory)] [string] $ModelPath,
    # Where files come in.
    [Parameter(Mandatory)] [string] $InFolder,
    # Where they go, when they are done.
    [Parameter(Mandatory)] [string] $OutFolder,
    # How long to wait between two looks.
    [timespan] $Interval = '00:00:02',
    # Ends after so long without a new file; for ever by default.
    [timespan] $IdleLimit = [timespan]::MaxValue
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')
$in, $out = $InFolder, $OutFolder | ForEach-Object { (New-Item $_ -ItemType Directory -Force).FullName }
$loaded = [datetime]::MinValue
$model = $null
$idle = [Diagnostics.Stopwatch]::StartNew()

while ($idle.Elapsed -lt $IdleLimit) {
    $changed = (Get-Item $ModelPath).LastWriteTimeUtc
    if ($changed -ne $loaded) {
        $model = Import-Model $ModelPath
        $loaded = $changed
        Write-Information "Using $ModelPath of $($changed.ToString('u'))." -InformationAction Continue
    }

    # Files are to be moved in when they are complete; a name that begins with a dot is one that is still being written.
    foreach ($file in Get-ChildItem $in -Filter *.csv | Where-Object Name -NotLike '.*' | Sort-Object LastWriteTime) {
        $idle.Restart()
        $result = Join-Path $out $file.Name
        try {
            # What cannot be predicted is known before anything is written; readers see the result when it is whole.
            $rows = @(Import-Csv $file | Invoke-ModelPredict $model -BatchSize 256 | Select-Object * -ExcludeProperty probability)
            $rows | Export-Csv "$result.tmp"
            Move-Item "$result.tmp" $result -Force
            Remove-Item $file
            Write-Information "$($file.Name): $($rows.Count) rows." -InformationAction Continue
        }
        catch {
            # One bad file does not stop the others.
            Move-Item $file "$result.failed" -Force
            Set-Content "$result.failed.txt" $_.Exception.Message
            Write-Warning "$($file.Name): $($_.Exception.Message)"
        }
    }
    Start-Sleep $Interval
}

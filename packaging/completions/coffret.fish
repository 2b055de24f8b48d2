# SPDX-License-Identifier: GPL-3.0-or-later
# Completes options and commands. Never names of secrets: that would ask for them while somebody types.
set -l commands get list otp exec
set -l none "not __fish_seen_subcommand_from $commands"
complete -c coffret -f
complete -c coffret -n $none -a get -d 'Write a value of a secret'
complete -c coffret -n $none -a list -d 'Write the paths of the secrets'
complete -c coffret -n $none -a otp -d 'Write a one-time code'
complete -c coffret -n $none -a exec -d 'Run a command with values in its environment'
complete -c coffret -n $none -l clipboard-seconds -x -d 'With --demo, clear the clipboard after this time'
complete -c coffret -n $none -l demo -d 'Start on an embedded demo vault'
complete -c coffret -n $none -l gallery -d 'Show every control, for developers'
complete -c coffret -n $none -l language -x -d 'Speak another language'
complete -c coffret -n $none -l lock -d 'Lock the program that runs'
complete -c coffret -n $none -l minimized -d 'Start in the system tray'
complete -c coffret -n $none -l quick -d 'Show the quick lookup'
complete -c coffret -n $none -l reveal-seconds -x -d 'With --demo, hide values after this time'
complete -c coffret -n $none -l screenshots -r -F -d 'Tour the program and save pictures'
complete -c coffret -n $none -l show -d 'Show the window'
complete -c coffret -n $none -s v -l version -d 'Say the version'
complete -c coffret -s h -l help -d 'Say what there is'
complete -c coffret -l profile -r -F -d 'Use these settings and keys'
complete -c coffret -n "__fish_seen_subcommand_from $commands" -l unlock -d 'Unlock first where it is locked'
complete -c coffret -n '__fish_seen_subcommand_from get list otp' -l json -d 'Write JSON'
complete -c coffret -n '__fish_seen_subcommand_from get otp exec' -l unverified -d 'Take values that nobody vouches for'
complete -c coffret -n '__fish_seen_subcommand_from exec' -l env-file -r -F -d 'Take variables from a file'

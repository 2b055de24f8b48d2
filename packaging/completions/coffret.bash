# SPDX-License-Identifier: GPL-3.0-or-later
# Completes options and commands. Never names of secrets: that would ask for them while somebody types.
_coffret() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= i words
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --) return ;;
      get | list | otp | exec) command=${COMP_WORDS[i]}; break ;;
    esac
  done
  for ((i++; i < COMP_CWORD; i++)); do
    [[ ${COMP_WORDS[i]} == -- ]] && return
  done
  case $before in
    --env-file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --screenshots) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    --profile | --language | --reveal-seconds | --clipboard-seconds) return ;;
  esac
  case $command in
    get | otp) words='--help --json --profile --unlock --unverified' ;;
    list) words='--help --json --profile --unlock' ;;
    exec) words='--help --env-file --profile --unlock --unverified --' ;;
    *) words='get list otp exec --clipboard-seconds --demo --gallery --help --language --lock --minimized --profile
      --quick --reveal-seconds --screenshots --show --version' ;;
  esac
  [[ -n $command && $word != -* ]] && return
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -F _coffret coffret

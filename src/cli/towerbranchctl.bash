# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion for towerbranchctl

_towerbranchctl_first_words ()
{
  LC_ALL=C.UTF-8 towerbranchctl "$@" 2>/dev/null | sed -n 's/^ *\([a-z][a-z_-]*\) .*/\1/p'
}

_towerbranchctl ()
{
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  local command= type= i

  COMPREPLY=()
  for (( i = 1; i < COMP_CWORD; i++ )); do
    case ${COMP_WORDS[i]} in
      -d | --database) (( i++ )) ;;
      -*) ;;
      *) if [[ -z $command ]]; then command=${COMP_WORDS[i]}; elif [[ -z $type ]]; then type=${COMP_WORDS[i]}; fi ;;
    esac
  done

  case $previous in
    -d | --database | --map | -o | --output | --password-file | --user-password-file | --passphrase-file)
      compopt -o default 2>/dev/null
      return ;;
    --scale)
      COMPREPLY=($(compgen -W 'tower district city' -- "$current"))
      return ;;
    --ground)
      COMPREPLY=($(compgen -W 'withdrawn purpose retention unlawful law' -- "$current"))
      return ;;
    --role)
      COMPREPLY=($(compgen -W 'committee organiser liaison' -- "$current"))
      return ;;
    --type)
      COMPREPLY=($(compgen -W 'person enterprise unit event project' -- "$current"))
      return ;;
    -s | --sort | -w | --where)
      COMPREPLY=($(compgen -W "$(_towerbranchctl_first_words fields "$type")" -- "$current"))
      return ;;
  esac

  if [[ $current == -* ]]; then
    local options verb=
    [[ $command == @(event|project|claim|service|sync|exchange) ]] && verb=$type
    options=$(LC_ALL=C.UTF-8 towerbranchctl $command $verb --help 2>/dev/null | grep -o -- ' --[a-z-]*')
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif [[ -z $command ]]; then
    COMPREPLY=($(compgen -W "$(_towerbranchctl_first_words help | grep -vx towerbranchctl)" -- "$current"))
  else
    case $command in
      help)
        COMPREPLY=($(compgen -W "$(_towerbranchctl_first_words help | grep -vx towerbranchctl)" -- "$current")) ;;
      fields | list | show | attach | add | set | remove | erase | export | history)
        if [[ -z $type ]]; then
          COMPREPLY=($(compgen -W "$(_towerbranchctl_first_words types)" -- "$current"))
        elif [[ $command == attach ]]; then
          compopt -o default 2>/dev/null
        elif [[ $command == add || $command == set ]]; then
          compopt -o nospace 2>/dev/null
          COMPREPLY=($(compgen -S = -W "$(_towerbranchctl_first_words fields "$type")" -- "$current"))
        fi ;;
      event | project | claim)
        if [[ -z $type ]]; then
          COMPREPLY=($(compgen -W "$(_towerbranchctl_first_words "$command" --help | grep -vx towerbranchctl)" -- "$current"))
        else
          compopt -o nospace 2>/dev/null
          COMPREPLY=($(compgen -S = -W "$(_towerbranchctl_first_words fields "$command")" -- "$current"))
        fi ;;
      service | sync | exchange)
        if [[ -z $type ]]; then
          COMPREPLY=($(compgen -W "$(_towerbranchctl_first_words "$command" --help | grep -vx towerbranchctl)" -- "$current"))
        elif [[ $command == exchange ]]; then
          compopt -o default 2>/dev/null
        fi ;;
      report)
        if [[ -z $type ]]; then
          COMPREPLY=($(compgen -W "$(_towerbranchctl_first_words report --list)" -- "$current"))
        fi ;;
      import | backup | restore)
        compopt -o default 2>/dev/null ;;
    esac
  fi
}

complete -F _towerbranchctl towerbranchctl

{{- define "watchbell.name" -}}
{{- if contains "watchbell" .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-watchbell{{ end }}
{{- end }}

{{- define "watchbell.selector" -}}
app.kubernetes.io/name: watchbell
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "watchbell.labels" -}}
{{ include "watchbell.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "watchbell.image" -}}
{{- $repository := required "image.repository is empty: build the image with the Dockerfile, push it to a registry of yours and name it here." .Values.image.repository -}}
{{- if .Values.image.digest }}{{ $repository }}@{{ .Values.image.digest }}
{{- else }}{{ $repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
{{- end }}

{{/* What every container of the program has: its identity, its configuration, and as few rights as it needs. */}}
{{- define "watchbell.container" -}}
image: {{ include "watchbell.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
env:
  - { name: WATCHBELL_CONFIG, value: /etc/watchbell/watchbell.toml }
  - { name: WATCHBELL__DATABASE__URL_FILE, value: /run/secrets/database_url }
  - { name: WATCHBELL__HTTP__LISTEN, value: "0.0.0.0:8080" }
  - { name: WATCHBELL__HTTP__METRICS_LISTEN, value: "0.0.0.0:9480" }
  - { name: WATCHBELL__ENGINE__SHUTDOWN_SECONDS, value: {{ .Values.stop.seconds | quote }} }
  - { name: WATCHBELL__LOG__FORMAT, value: {{ .Values.log.format | quote }} }
  - { name: WATCHBELL__LOG__LEVEL, value: {{ .Values.log.level | quote }} }
  {{- if .Values.plans }}
  - { name: WATCHBELL__PLANS__DIR, value: /etc/watchbell/plans }
  {{- end }}
  {{- if .Values.calendars }}
  - { name: WATCHBELL__CALENDARS__DIR, value: /etc/watchbell/calendars }
  {{- end }}
{{- end }}

{{- define "watchbell.mounts" -}}
- { name: config, mountPath: /etc/watchbell, readOnly: true }
- { name: secrets, mountPath: /run/secrets, readOnly: true }
- { name: tmp, mountPath: /tmp }
{{- end }}

{{/* One folder for configuration, plans and calendars, and one for everything that is secret. */}}
{{- define "watchbell.volumes" -}}
- name: config
  configMap:
    name: {{ include "watchbell.name" . }}
    items:
      - { key: watchbell.toml, path: watchbell.toml }
      {{- range $kind := list "plans" "calendars" }}
      {{- range $file := keys (get $.Values $kind) | sortAlpha }}
      - { key: {{ printf "%s.%s" $kind $file | quote }}, path: {{ printf "%s/%s" $kind $file | quote }} }
      {{- end }}
      {{- end }}
- name: secrets
  projected:
    defaultMode: 0440
    sources:
      - secret:
          name: {{ required "database.secret is empty: name the Secret that holds the PostgreSQL address. This chart runs no SQLite, whose file admits one process." .Values.database.secret }}
          items:
            - { key: {{ .Values.database.key | quote }}, path: database_url }
      {{- range .Values.secrets }}
      - secret:
          name: {{ . }}
      {{- end }}
- name: tmp
  emptyDir:
    sizeLimit: 64Mi
{{- end }}

{{/* The user is the image's; the group lets it read the secrets. */}}
{{- define "watchbell.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}

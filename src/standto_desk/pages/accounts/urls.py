"""Routes of the pages where an administrator keeps accounts and posts."""

from django.urls import path

from standto_desk.pages.accounts import invitation_views, leaver_views, list_views, post_views, views

urlpatterns = [
    path("", list_views.accounts, name="accounts"),
    path("new/", views.make, name="account-make"),
    path("posts/", post_views.show_posts, name="posts"),
    path("posts/appoint/", post_views.appoint_somebody, name="post-appoint"),
    path("posts/mark/", post_views.mark, name="post-mark"),
    path("posts/end/<int:number>/", post_views.end, name="appointment-end"),
    path("settings/", views.settings_page, name="settings"),
    path("invite/", invitation_views.invite, name="invite"),
    path("invite/<slug:key>/", invitation_views.preview, name="invite-preview"),
    path("invitations/<int:number>/", invitation_views.batch, name="invitation-batch"),
    path("invitations/<int:number>/confirm/", invitation_views.confirm, name="invitation-confirm"),
    path("invitations/<int:number>/withdraw/", invitation_views.withdraw, name="invitation-withdraw"),
    path("leavers/", leaver_views.leavers, name="leavers"),
    path("<uuid:key>/identity/", views.link, name="account-link"),
    path("<uuid:key>/identity/remove/", views.unlink, name="account-unlink"),
    path("<uuid:key>/sign-out/", views.sign_out, name="account-sign-out"),
    path("<uuid:key>/", views.account, name="account"),
    path("<uuid:key>/change/", views.change, name="account-change"),
    path("<uuid:key>/role/give/", views.give, name="role-give"),
    path("<uuid:key>/role/take/", views.take, name="role-take"),
    path("<uuid:key>/disable/", views.disable, name="account-disable"),
    path("<uuid:key>/enable/", views.enable, name="account-enable"),
    path("<uuid:key>/confirm/", views.confirm, name="account-confirm"),
    path("<uuid:key>/password/", views.new_password, name="account-password"),
    path("<uuid:key>/second-factor/", views.no_second_factor, name="account-second-factor"),
]

package cn.dev33.satoken.stp;

/** As applications of Sa-Token find it. */
public final class StpUtil {

    private StpUtil() {}

    public static Object getLoginIdDefaultNull() {
        return "sys_user:1";
    }
}
